package io.lineside.emulator.device;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback addresses of this process's own, since Azure's device SDK always takes port 8883.
 * Outside Linux only 127.0.0.1 is sure to be there.
 */
public final class OwnLoopback {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private OwnLoopback() {}

    /** An address that no other test of this process has. */
    public static String next() {
        long pid = ProcessHandle.current().pid();
        int number = (int) (pid * 31 % 60_000) + NEXT.incrementAndGet();
        return "127.20." + number / 250 % 250 + "." + (1 + number % 250);
    }
}
