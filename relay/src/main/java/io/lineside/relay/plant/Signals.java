package io.lineside.relay.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Reasons;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.relay.model.PlantModel;
import io.lineside.relay.model.SignalDefinition;
import io.lineside.wire.Groups;
import io.lineside.wire.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every signal's newest sample and how far it can be trusted now: good, stale, or only remembered.
 * For the plant thread alone.
 */
final class Signals {

    /** How many signals that are not in the plant model may appear. */
    static final int MAX_UNASSIGNED = 5_000;

    private static final class Signal {
        final SignalId id;
        final AssetPath unit;
        final @Nullable Duration staleAfter;
        @Nullable Sample newest;
        Quality shown = Quality.UNCERTAIN;
        @Nullable String reason = Reasons.LAST_KNOWN;
        // Until then, by the clock that never jumps, the newest sample speaks for the present.
        long freshUntil;

        Signal(SignalId id, AssetPath unit, @Nullable Duration staleAfter) {
            this.id = id;
            this.unit = unit;
            this.staleAfter = staleAfter;
        }

        void show(Quality quality, @Nullable String why) {
            shown = quality;
            reason = quality == Quality.GOOD ? null : why;
        }
    }

    private final Map<SignalId, Signal> signals = new LinkedHashMap<>();
    private final List<Signal> periodic = new ArrayList<>();
    private final Map<SignalId, Signal> changed = new LinkedHashMap<>();
    private final Map<SignalId, Sample> unsaved = new LinkedHashMap<>();
    private final Map<AssetPath, int[]> areas = new HashMap<>();
    private final Roster roster;
    private int unassigned;

    Signals(PlantModel model, Collection<Sample> stored, Roster roster) {
        this.roster = roster;
        for (SignalDefinition definition : model.signals().values()) {
            add(new Signal(definition.id(), definition.unit(), definition.staleAfter()));
        }
        for (Sample sample : stored) {
            Signal signal = known(sample.signal());
            if (signal != null) {
                remember(signal, sample);
            }
        }
    }

    /** Takes a sample in as the newest; false when there are too many unassigned signals. */
    boolean accept(Sample sample, Duration age, Moment arrived) {
        Signal signal = known(sample.signal());
        if (signal == null) {
            return false;
        }
        signal.newest = sample;
        unsaved.put(sample.signal(), sample);
        change(signal, sample.quality(), sample.reason());
        if (signal.staleAfter != null) {
            signal.freshUntil = arrived.nanos() + signal.staleAfter.minus(age).toNanos();
        }
        return true;
    }

    /** Looks which signals have become stale. */
    void pass(Moment now) {
        for (Signal signal : periodic) {
            Sample newest = signal.newest;
            boolean judged = signal.reason != null && isOld(signal.reason);
            if (newest != null
                    && !judged
                    && signal.shown != Quality.BAD
                    && now.nanos() - signal.freshUntil > 0) {
                change(signal, Quality.UNCERTAIN, Reasons.STALE);
            }
        }
    }

    /** Changed rows since the last call, by values group. */
    Map<String, List<Row>> takeRows() {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (Signal signal : changed.values()) {
            Sample newest = signal.newest;
            if (newest != null) {
                rows.computeIfAbsent(Groups.values(signal.unit), _ -> new ArrayList<>())
                        .add(
                                new Row(
                                        signal.id.toString(),
                                        newest.value(),
                                        signal.shown,
                                        newest.sourceTime().toEpochMilli(),
                                        signal.reason));
            }
        }
        changed.clear();
        return rows;
    }

    /** Samples that are to be stored, since the last call. */
    Map<SignalId, Sample> takeUnsaved() {
        Map<SignalId, Sample> taken = new LinkedHashMap<>(unsaved);
        unsaved.clear();
        return taken;
    }

    /** How the signals of each area are. */
    Map<AssetPath, AreaStats> areas() {
        Map<AssetPath, AreaStats> stats = new HashMap<>();
        areas.forEach((path, n) -> stats.put(path, new AreaStats(n[0], n[1], n[2])));
        return Map.copyOf(stats);
    }

    private static boolean isOld(String reason) {
        return reason.equals(Reasons.STALE) || reason.equals(Reasons.LAST_KNOWN);
    }

    private void remember(Signal signal, Sample sample) {
        signal.newest = sample;
        if (sample.quality() == Quality.BAD) {
            change(signal, Quality.BAD, sample.reason());
        } else {
            change(signal, Quality.UNCERTAIN, Reasons.LAST_KNOWN);
        }
    }

    private @Nullable Signal known(SignalId id) {
        Signal signal = signals.get(id);
        if (signal == null && unassigned < MAX_UNASSIGNED) {
            unassigned++;
            signal = new Signal(id, AssetPath.UNASSIGNED, null);
            add(signal);
            roster.appeared(id);
        }
        return signal;
    }

    private void add(Signal signal) {
        signals.put(signal.id, signal);
        if (signal.staleAfter != null) {
            periodic.add(signal);
        }
        count(signal, 1);
    }

    private void change(Signal signal, Quality quality, @Nullable String reason) {
        count(signal, -1);
        signal.show(quality, reason);
        count(signal, 1);
        changed.put(signal.id, signal);
    }

    private void count(Signal signal, int by) {
        areas.computeIfAbsent(signal.unit.area(), _ -> new int[3])[signal.shown.ordinal()] += by;
    }
}
