package io.lineside.relay.publish;

import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import io.lineside.relay.journal.StoreException;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.AreaStats;
import io.lineside.relay.plant.Commit;
import io.lineside.relay.plant.CommitListener;
import io.lineside.relay.plant.Counters;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.plant.RejectLog;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A plant that the test plays. */
public final class FakePlant implements Plant {

    final List<AlarmTransition> journal = new CopyOnWriteArrayList<>();
    final List<AlarmView> alarms = new ArrayList<>();
    final List<CommitListener> listeners = new ArrayList<>();
    LatestTable latest = new LatestTable("e1");
    PlantView view = view("reactor");
    public SourceState state = SourceState.LIVE;
    boolean journalled = true;
    Runnable onAlarms = () -> {};
    volatile boolean unreadable;
    public @Nullable String stuck;

    /** One site and area, with these units. */
    static PlantView view(String... units) {
        List<PlantView.Unit> made = new ArrayList<>();
        for (String unit : units) {
            made.add(new PlantView.Unit("north/process/" + unit, unit, List.of()));
        }
        return new PlantView(
                units.length,
                List.of(
                        new PlantView.Site(
                                "north",
                                "North",
                                "UTC",
                                List.of(new PlantView.Area("north/process", "Process", made)))));
    }

    void commit(List<AlarmTransition> transitions, boolean plantChanged) {
        journal.addAll(transitions);
        Commit commit = new Commit(latest.seq(), Set.of(), transitions, plantChanged);
        listeners.forEach(listener -> listener.committed(commit));
    }

    @Override
    public LatestTable latest() {
        return latest;
    }

    @Override
    public PlantView view() {
        return view;
    }

    @Override
    public SourceState state() {
        return state;
    }

    @Override
    public @Nullable String stuck() {
        return stuck;
    }

    @Override
    public Duration sourceLag() {
        return Duration.ofMillis(7);
    }

    @Override
    public boolean journalled() {
        return journalled;
    }

    @Override
    public String alarmEpoch() {
        return "j1";
    }

    @Override
    public Map<String, Long> alarmHeads() {
        Map<String, Long> heads = new TreeMap<>();
        journal.forEach(transition -> heads.merge(transition.group(), transition.seq(), Math::max));
        return heads;
    }

    @Override
    public List<AlarmView> alarms() {
        onAlarms.run();
        return List.copyOf(alarms);
    }

    @Override
    public List<AlarmTransition> transitions(@Nullable String group, long after, int limit) {
        if (unreadable) {
            throw new StoreException("broken", new IOException("bad block"));
        }
        return journal.stream()
                .filter(each -> each.group().equals(group) && each.seq() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public CompletableFuture<Acknowledgement.Answer> acknowledge(
            Acknowledgement command, String user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Counters counters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RejectLog rejects() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<AssetPath, AreaStats> areas() {
        return Map.of();
    }

    @Override
    public void onCommit(CommitListener listener) {
        listeners.add(listener);
    }
}
