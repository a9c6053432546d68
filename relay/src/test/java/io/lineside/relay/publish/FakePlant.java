package io.lineside.relay.publish;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.core.engine.Commit;
import io.lineside.core.engine.CommitListener;
import io.lineside.core.engine.Counters;
import io.lineside.core.engine.CurrentAlarms;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.core.engine.RejectLog;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.AreaStats;
import io.lineside.core.signal.LatestTable;
import io.lineside.core.store.StoreException;
import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A plant whose values, alarms and status the test sets. */
public final class FakePlant implements PlantValues, PlantAlarms, PlantStatus {

    final List<Transition> journal = new CopyOnWriteArrayList<>();
    final List<AlarmStatus> alarms = new ArrayList<>();
    final List<CommitListener> listeners = new ArrayList<>();
    LatestTable latest = new LatestTable("e1");
    Assets assets = assets("reactor");
    public SourceState state = SourceState.LIVE;
    boolean journalled = true;
    Runnable onAlarms = () -> {};
    volatile boolean unreadable;
    public @Nullable String stuck;

    /** One site and area, with these units. */
    static Assets assets(String... units) {
        List<Plant.Unit> made = new ArrayList<>();
        AssetPath area = new AssetPath("north/process");
        for (String unit : units) {
            made.add(new Plant.Unit(area.child(unit), unit, List.of()));
        }
        return new Assets(
                units.length,
                List.of(
                        new Plant.Site(
                                area.site(),
                                "North",
                                "UTC",
                                List.of(new Plant.Area(area, "Process", made)))));
    }

    void commit(List<Transition> transitions, boolean assetsChanged) {
        journal.addAll(transitions);
        Commit commit = new Commit(latest.seq(), Set.of(), transitions, assetsChanged);
        listeners.forEach(listener -> listener.committed(commit));
    }

    @Override
    public LatestTable latest() {
        return latest;
    }

    @Override
    public Assets assets() {
        return assets;
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
    public boolean isJournalled() {
        return journalled;
    }

    @Override
    public String journalId() {
        return "j1";
    }

    @Override
    public Map<AssetPath, Long> heads() {
        Map<AssetPath, Long> heads = new TreeMap<>();
        journal.forEach(transition -> heads.merge(transition.area(), transition.seq(), Math::max));
        return heads;
    }

    @Override
    public CurrentAlarms current() {
        onAlarms.run();
        return new CurrentAlarms(alarms, Set.of());
    }

    @Override
    public List<Transition> transitions(@Nullable AssetPath area, long after, int limit) {
        if (unreadable) {
            throw new StoreException("broken", new IOException("bad block"));
        }
        return journal.stream()
                .filter(each -> each.area().equals(area) && each.seq() > after)
                .limit(limit)
                .toList();
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
}
