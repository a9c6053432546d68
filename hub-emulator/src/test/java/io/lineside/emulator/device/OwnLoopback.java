package io.lineside.emulator.device;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback addresses of this process's own, since Azure's device SDK always takes port 8883. Where
 * there is no loopback address but 127.0.0.1, as on macOS, that is taken.
 */
public final class OwnLoopback {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private OwnLoopback() {}

    /** An address that no other test of this process has. */
    public static String next() {
        long pid = ProcessHandle.current().pid();
        int number = (int) (pid * 31 % 60_000) + NEXT.incrementAndGet();
        String host = "127.20." + number / 250 % 250 + "." + (1 + number % 250);
        return isHere(host) ? host : "127.0.0.1";
    }

    private static boolean isHere(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
