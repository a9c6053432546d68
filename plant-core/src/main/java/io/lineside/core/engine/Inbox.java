package io.lineside.core.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The engine's inbox, bounded by the number of values it holds. Messages wait for room, which is
 * the back-pressure to the hub; the few other items are taken at once or refused.
 */
final class Inbox {

    static final int CAPACITY = 50_000;
    private static final int MAX_OTHERS = 1_000;
    private static final int MAX_DRAIN = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final ArrayDeque<Inbound> items = new ArrayDeque<>();
    private int weight;
    private int others;
    private long waits;
    private long refused;

    /**
     * Puts a message in, waiting for room as long as that takes.
     *
     * @param wanted polled while waiting; false ends the wait
     * @return false when the wait was ended without room
     */
    boolean put(Inbound.Arrival arrival, BooleanSupplier wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (weight >= CAPACITY) {
                waits++;
            }
            while (weight >= CAPACITY) {
                if (!wanted.getAsBoolean()) {
                    return false;
                }
                boolean unused = notFull.await(100, TimeUnit.MILLISECONDS);
            }
            items.add(arrival);
            weight += arrival.weight();
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a command or a report of the source in; false when too many of them wait already. */
    boolean offer(Inbound other) {
        lock.lock();
        try {
            if (others >= MAX_OTHERS) {
                refused++;
                return false;
            }
            others++;
            items.add(other);
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the items that wait, in order, up to a bound. Waits when there are none, and may then
     * return none.
     */
    List<Inbound> drain(long waitMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (items.isEmpty()) {
                boolean unused = notEmpty.await(waitMillis, TimeUnit.MILLISECONDS);
            }
            List<Inbound> drained = new ArrayList<>();
            int taken = 0;
            while (!items.isEmpty() && taken < MAX_DRAIN) {
                Inbound item = items.remove();
                drained.add(item);
                if (item instanceof Inbound.Arrival arrival) {
                    weight -= arrival.weight();
                    taken += arrival.weight();
                } else {
                    others--;
                    taken++;
                }
            }
            notFull.signalAll();
            return drained;
        } finally {
            lock.unlock();
        }
    }

    /** How full the inbox is, and how often it was full. Safe on any thread. */
    InboxStats stats() {
        lock.lock();
        try {
            return new InboxStats(weight, waits, refused);
        } finally {
            lock.unlock();
        }
    }
}
