package io.lineside.desktop.frame;

import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.latest.Readings;
import io.lineside.desktop.link.Link;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.SignalId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Frames of what the link receives now. FX thread; may be made on any thread. */
public final class LiveFrames implements FrameSource {

    private final LatestValues values;
    private final LatestAlarms alarms;
    private final Supplier<LinkStatus> status;
    private final LongSupplier relayTime;
    private final History history = new History();
    private AlarmSnapshot snapshot = AlarmSnapshot.EMPTY;
    private long snapshotVersion = -1;
    private boolean shownAsLatest;

    public LiveFrames(LatestValues values, LatestAlarms alarms, Link link) {
        this(values, alarms, link::status, link::now);
    }

    /**
     * @param relayTime the relay's time now, epoch milliseconds
     */
    LiveFrames(
            LatestValues values,
            LatestAlarms alarms,
            Supplier<LinkStatus> status,
            LongSupplier relayTime) {
        this.values = values;
        this.alarms = alarms;
        this.status = status;
        this.relayTime = relayTime;
    }

    @Override
    public Frame next() {
        LinkStatus now = status.get();
        Readings readings = now.readings(values);
        Set<SignalId> changed = values.drain();
        boolean asLatest = readings == values;
        if (asLatest != shownAsLatest) {
            // Every signal looks otherwise than in the frame before, whatever the table says.
            shownAsLatest = asLatest;
            changed = new HashSet<>(changed);
            changed.addAll(values.signals());
        }
        for (SignalId signal : changed) {
            history.note(readings.of(signal));
        }
        return frame(changed, readings, now);
    }

    @Override
    public Frame whole() {
        LinkStatus now = status.get();
        return frame(values.signals(), now.readings(values), now);
    }

    private Frame frame(Set<SignalId> changed, Readings readings, LinkStatus now) {
        long version = alarms.version();
        if (version != snapshotVersion) {
            snapshot = new AlarmSnapshot(alarms.all());
            snapshotVersion = version;
        }
        return new Frame(relayTime.getAsLong(), changed, readings, snapshot, now, history);
    }
}
