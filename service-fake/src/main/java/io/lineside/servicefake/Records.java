package io.lineside.servicefake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest records of one kind, and how many there were. Safe on any thread. */
final class Records<T> {

    private static final int MOST = 20_000;

    private final Deque<T> newest = new ArrayDeque<>();
    private long count;

    synchronized void add(T record) {
        if (newest.size() == MOST) {
            newest.removeFirst();
        }
        newest.addLast(record);
        count++;
    }

    synchronized List<T> all() {
        return List.copyOf(newest);
    }

    synchronized List<T> take() {
        List<T> taken = new ArrayList<>(newest);
        newest.clear();
        return taken;
    }

    synchronized long count() {
        return count;
    }
}
