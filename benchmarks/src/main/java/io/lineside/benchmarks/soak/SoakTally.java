package io.lineside.benchmarks.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the clients of a soak did and met. Safe on any thread. */
final class SoakTally {

    /** Kinds of errors beyond this are counted together. */
    private static final int MOST_KINDS = 50;

    final LongAdder sessions = new LongAdder();
    final LongAdder broadcasts = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder comebacks = new LongAdder();
    private final Map<String, LongAdder> endings = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> unexpected = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> wrong = new ConcurrentSkipListMap<>();

    void ended(String how) {
        add(endings, how);
    }

    /** What may happen on a machine that is too busy, but not often. */
    void unexpected(String what) {
        add(unexpected, what);
    }

    /** What must never happen. */
    void wrong(String what) {
        add(wrong, what);
    }

    private static void add(Map<String, LongAdder> to, String what) {
        String key = to.containsKey(what) || to.size() < MOST_KINDS ? what : "others";
        to.computeIfAbsent(key, any -> new LongAdder()).increment();
    }

    Map<String, Long> wrong() {
        Map<String, Long> all = new TreeMap<>();
        wrong.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }

    long unexpected() {
        return unexpected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    String words() {
        return "%,d sessions, %,d broadcasts received, %,d calls answered, %,d times back on a new socket%nended: %s%nunexpected: %s%nwrong: %s"
                .formatted(
                        sessions.sum(),
                        broadcasts.sum(),
                        calls.sum(),
                        comebacks.sum(),
                        words(endings),
                        words(unexpected),
                        words(wrong));
    }

    private static String words(Map<String, LongAdder> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
