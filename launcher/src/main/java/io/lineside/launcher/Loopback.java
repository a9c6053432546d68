package io.lineside.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports on this computer's loopback addresses. */
final class Loopback {

    /** The only port that Azure's device SDK connects to. */
    static final int MQTT_PORT = 8883;

    private Loopback() {}

    /** The first loopback address, 127.0.0.1 before all others, whose port is free. */
    static String freeFor(int port) throws IOException {
        for (int last = 1; last < 255; last++) {
            String address = "127.0.0." + last;
            if (isFree(address, port)) {
                return address;
            }
        }
        throw new IOException(
                "port "
                        + port
                        + " is taken on every loopback address tried, 127.0.0.1 to 127.0.0.254");
    }

    /** The preferred port on 127.0.0.1 where it is free, else any free one; 0 prefers none. */
    static int freePort(int preferred) throws IOException {
        if (preferred != 0 && isFree("127.0.0.1", preferred)) {
            return preferred;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
