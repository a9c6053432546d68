package io.lineside.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * TCP ports of this computer that nobody listens on. Another program may take a port between the
 * answer and its use, so a program that can listen on port 0 should do that instead.
 */
public final class FreePort {

    private FreePort() {}

    /**
     * A port that is free on 127.0.0.1, 1024 to 65535.
     *
     * @throws IOException when the system has none
     */
    public static int onLoopback() throws IOException {
        return on(InetAddress.getByName("127.0.0.1"));
    }

    /**
     * A port that is free on one address of this computer, 1024 to 65535.
     *
     * @throws IOException when the system has none, or the address is not this computer's
     */
    public static int on(InetAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.getLocalPort();
        }
    }

    /**
     * A port that is free on every address of this computer, 1024 to 65535.
     *
     * @throws IOException when the system has none
     */
    public static int onEveryAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Whether this program could listen on the port now. */
    public static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
