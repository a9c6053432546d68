package io.lineside.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What the server's process held at a moment, after a full collection.
 *
 * @param heap bytes in use
 * @param direct bytes off the heap
 * @param connections from negotiation on
 * @param open those of them that have shaken hands
 * @param waiting messages in outboxes
 * @param threads platform threads by name without numbers
 * @param objects living ones of what a connection is made of, and virtual threads
 */
record SoakSnapshot(
        long heap,
        long direct,
        int connections,
        int open,
        int groups,
        long waiting,
        long waitingBytes,
        int fileDescriptors,
        Map<String, Integer> threads,
        Map<String, Integer> objects) {

    /**
     * Pools that grow by need up to a bound of their own and shrink when idle; the bound is checked
     * instead.
     */
    private static final Map<String, Integer> POOLS =
            Map.of(
                    "parity-http-",
                    16,
                    "ForkJoinPool-",
                    2 * Runtime.getRuntime().availableProcessors());

    static SoakSnapshot of(JsonNode stats) {
        return new SoakSnapshot(
                stats.path("managedBytes").asLong(),
                stats.path("directBytes").asLong(),
                stats.path("connections").asInt(),
                stats.path("connected").asInt(),
                stats.path("groups").asInt(),
                stats.path("waitingMessages").asLong(),
                stats.path("waitingBytes").asLong(),
                stats.path("fileDescriptors").asInt(),
                counts(stats.path("threads")),
                counts(stats.path("objects")));
    }

    private static Map<String, Integer> counts(JsonNode json) {
        Map<String, Integer> counts = new TreeMap<>();
        json.properties().forEach(each -> counts.put(each.getKey(), each.getValue().asInt()));
        return counts;
    }

    int allThreads() {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }

    int virtualThreads() {
        return objects.getOrDefault("java.lang.VirtualThread", 0);
    }

    /** What is more than it was; empty when nothing leaked. */
    List<String> leaks(SoakSnapshot before, long marginBytes) {
        List<String> leaks = new ArrayList<>();
        more(leaks, "connections", connections, before.connections);
        more(leaks, "open connections", open, before.open);
        more(leaks, "groups", groups, before.groups);
        more(leaks, "messages waiting in outboxes", waiting, before.waiting);
        more(leaks, "file descriptors", fileDescriptors, before.fileDescriptors);
        threads.forEach(
                (name, count) ->
                        more(
                                leaks,
                                "threads " + name,
                                count,
                                POOLS.getOrDefault(name, before.threads.getOrDefault(name, 0))));
        objects.forEach(
                (name, count) ->
                        more(leaks, "living " + name, count, before.objects.getOrDefault(name, 0)));
        if (heap > before.heap + marginBytes) {
            leaks.add(
                    "heap after full GC: %.1f MB, was %.1f MB, margin %.1f MB"
                            .formatted(heap / 1e6, before.heap / 1e6, marginBytes / 1e6));
        }
        return leaks;
    }

    private static void more(List<String> leaks, String what, long now, long before) {
        if (now > before) {
            leaks.add("%s: %,d, expected at most %,d".formatted(what, now, before));
        }
    }

    static String head() {
        return "| after | heap after GC MB | direct MB | threads | virtual threads | connections | open | groups"
                + " | file descriptors | waiting KB | sessions so far |\n|---|---|---|---|---|---|---|---|---|---|---|";
    }

    String row(String when, long sessions) {
        return "| %s | %.2f | %.2f | %d | %d | %,d | %,d | %d | %,d | %.1f | %,d |"
                .formatted(
                        when,
                        heap / 1e6,
                        direct / 1e6,
                        allThreads(),
                        virtualThreads(),
                        connections,
                        open,
                        groups,
                        fileDescriptors,
                        waitingBytes / 1e3,
                        sessions);
    }

    /** Whether all connections are gone. */
    boolean isQuiet() {
        return connections == 0 && open == 0 && groups == 0;
    }
}
