package io.lineside.emulator.device;

import java.time.Duration;

/** How many letters the sink has not been asked for yet; one can wait until there is none. */
final class Pending {

    // Guarded by this.
    private long count;

    synchronized void add(int letters) {
        count += letters;
    }

    synchronized void remove(int letters) {
        count -= letters;
        if (count == 0) {
            notifyAll();
        }
    }

    /** Waits until there is none, or the time is over, or the thread is interrupted. */
    synchronized void awaitNone(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            long left = limit.toNanos();
            while (count > 0 && left > 0) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
