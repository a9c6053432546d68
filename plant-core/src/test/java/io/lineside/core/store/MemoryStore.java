package io.lineside.core.store;

import io.lineside.core.alarm.AlarmRecord;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.Position;
import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store in memory; {@link #disk()} is what survives when a store is closed. */
public final class MemoryStore implements Store {

    private final Map<String, Position> positions = new HashMap<>();
    private final Map<String, AlarmRecord> alarms = new HashMap<>();
    private final List<Transition> journal = new ArrayList<>();
    private final Map<SignalId, Sample> latest = new TreeMap<>();
    private final Map<String, Long> totals = new HashMap<>();

    private MemoryStore() {}

    /** A disk: each store that is opened has what the store before had committed. */
    public static Supplier<Store> disk() {
        MemoryStore kept = new MemoryStore();
        return () -> kept;
    }

    @Override
    public synchronized Stored load() {
        Map<AssetPath, Long> heads = new HashMap<>();
        journal.forEach(each -> heads.merge(each.area(), each.seq(), Math::max));
        return new Stored(
                "j-memory",
                Map.copyOf(positions),
                Map.copyOf(alarms),
                heads,
                List.copyOf(latest.values()),
                Map.copyOf(totals));
    }

    @Override
    public synchronized void commit(Batch batch) {
        positions.putAll(batch.positions());
        alarms.putAll(batch.alarms());
        batch.transitions().stream().filter(this::isNew).forEach(journal::add);
        latest.putAll(batch.latest());
        totals.putAll(batch.totals());
    }

    private boolean isNew(Transition transition) {
        return journal.stream()
                .noneMatch(
                        each ->
                                each.alarm().alarm().equals(transition.alarm().alarm())
                                        && each.cause().equals(transition.cause())
                                        && each.kind() == transition.kind());
    }

    @Override
    public synchronized List<Transition> transitions(
            @Nullable AssetPath area, long after, int limit) {
        return area == null
                ? journal.stream().skip(after).limit(limit).toList()
                : journal.stream()
                        .filter(each -> each.area().equals(area) && each.seq() > after)
                        .sorted(Comparator.comparingLong(Transition::seq))
                        .limit(limit)
                        .toList();
    }

    @Override
    public synchronized boolean hasCause(String cause) {
        return journal.stream().anyMatch(each -> each.cause().equals(cause));
    }

    @Override
    public void close() {}
}
