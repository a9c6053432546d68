package io.lineside.core.signal;

import io.lineside.core.plant.AssetCatalog;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AssetPath;
import io.lineside.model.Quality;
import io.lineside.model.Reasons;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every signal's newest sample and how far it can be trusted now: good, stale, or only remembered.
 * Times here are of the monotonic clock, in nanoseconds. For the engine thread alone.
 */
public final class SignalTable {

    /** How many signals that are not in the plant may appear. */
    public static final int MAX_UNASSIGNED = 5_000;

    private static final class Tracked {
        final SignalId id;
        final AssetPath unit;
        final @Nullable Duration staleAfter;
        @Nullable Sample newest;
        Quality quality = Quality.UNCERTAIN;
        @Nullable String reason = Reasons.LAST_KNOWN;
        // Until this moment the newest sample counts as the present.
        long freshUntil;

        Tracked(SignalId id, AssetPath unit, @Nullable Duration staleAfter) {
            this.id = id;
            this.unit = unit;
            this.staleAfter = staleAfter;
        }

        void judge(Quality as, @Nullable String why) {
            quality = as;
            reason = as == Quality.GOOD ? null : why;
        }

        boolean isJudgedOld() {
            return Reasons.STALE.equals(reason) || Reasons.LAST_KNOWN.equals(reason);
        }

        /** The newest sample with the quality it has now. */
        Sample shown(Sample sample) {
            // Nearly always the sample itself is returned, which saves an allocation per sample.
            return sample.quality() == quality && Objects.equals(sample.reason(), reason)
                    ? sample
                    : new Sample(id, sample.value(), quality, reason, sample.sourceTime());
        }
    }

    private final Map<SignalId, Tracked> entries = new LinkedHashMap<>();
    private final List<Tracked> periodic = new ArrayList<>();
    private final Map<SignalId, Tracked> changed = new LinkedHashMap<>();
    private final Map<SignalId, Sample> unsaved = new LinkedHashMap<>();
    private final Map<AssetPath, int[]> areas = new HashMap<>();
    private final AssetCatalog catalog;
    private int unassigned;

    /**
     * The plant's signals, with the values they had.
     *
     * @param stored each signal's newest sample from before the restart
     * @param catalog takes the signals that appear by themselves
     */
    public SignalTable(Plant plant, Collection<Sample> stored, AssetCatalog catalog) {
        this.catalog = catalog;
        for (Signal signal : plant.signals().values()) {
            add(new Tracked(signal.id(), signal.unit(), signal.staleAfter()));
        }
        for (Sample sample : stored) {
            Tracked entry = known(sample.signal());
            if (entry != null) {
                remember(entry, sample);
            }
        }
    }

    /**
     * Takes a sample in as the newest.
     *
     * @param age how old the sample was when it arrived
     * @param arrived when it arrived
     * @return false when there are too many signals that are not in the plant
     */
    public boolean accept(Sample sample, Duration age, long arrived) {
        Tracked entry = known(sample.signal());
        if (entry == null) {
            return false;
        }
        entry.newest = sample;
        unsaved.put(sample.signal(), sample);
        change(entry, sample.quality(), sample.reason());
        if (entry.staleAfter != null) {
            entry.freshUntil = arrived + entry.staleAfter.minus(age).toNanos();
        }
        return true;
    }

    /** Finds the signals that have become stale by now. */
    public void pass(long now) {
        for (Tracked entry : periodic) {
            if (entry.newest != null
                    && !entry.isJudgedOld()
                    && entry.quality != Quality.BAD
                    && now - entry.freshUntil > 0) {
                change(entry, Quality.UNCERTAIN, Reasons.STALE);
            }
        }
    }

    /** The signals that changed since the last call, by unit, as they are to be shown. */
    public Map<AssetPath, List<Sample>> takeChanged() {
        Map<AssetPath, List<Sample>> taken = new LinkedHashMap<>();
        for (Tracked entry : changed.values()) {
            Sample newest = entry.newest;
            if (newest != null) {
                taken.computeIfAbsent(entry.unit, _ -> new ArrayList<>()).add(entry.shown(newest));
            }
        }
        changed.clear();
        return taken;
    }

    /** The samples that are to be stored, since the last call. */
    public Map<SignalId, Sample> takeUnsaved() {
        Map<SignalId, Sample> taken = new LinkedHashMap<>(unsaved);
        unsaved.clear();
        return taken;
    }

    /** How the signals of each area are. */
    public Map<AssetPath, AreaStats> areas() {
        Map<AssetPath, AreaStats> stats = new HashMap<>();
        areas.forEach((path, n) -> stats.put(path, new AreaStats(n[0], n[1], n[2])));
        return Map.copyOf(stats);
    }

    private void remember(Tracked entry, Sample sample) {
        entry.newest = sample;
        if (sample.quality() == Quality.BAD) {
            change(entry, Quality.BAD, sample.reason());
        } else {
            change(entry, Quality.UNCERTAIN, Reasons.LAST_KNOWN);
        }
    }

    private @Nullable Tracked known(SignalId id) {
        Tracked entry = entries.get(id);
        if (entry == null && unassigned < MAX_UNASSIGNED) {
            unassigned++;
            entry = new Tracked(id, AssetPath.UNASSIGNED, null);
            add(entry);
            catalog.appeared(id);
        }
        return entry;
    }

    private void add(Tracked entry) {
        entries.put(entry.id, entry);
        if (entry.staleAfter != null) {
            periodic.add(entry);
        }
        count(entry, 1);
    }

    private void change(Tracked entry, Quality quality, @Nullable String reason) {
        count(entry, -1);
        entry.judge(quality, reason);
        count(entry, 1);
        changed.put(entry.id, entry);
    }

    private void count(Tracked entry, int by) {
        areas.computeIfAbsent(entry.unit.area(), _ -> new int[3])[entry.quality.ordinal()] += by;
    }
}
