package io.lineside.desktop;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.SourceState;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Frames for tests of models: what the link would receive is set by the test. */
public final class TestFrames {

    public static final LinkStatus LIVE =
            new LinkStatus(new LinkState.Live(), SourceState.LIVE, true);

    public static final LinkStatus NO_LINK =
            new LinkStatus(
                    new LinkState.NoLink(Instant.ofEpochMilli(TestPlant.NOON - 9_000)),
                    SourceState.LIVE,
                    true);

    public static final LinkStatus DELAYED =
            new LinkStatus(new LinkState.Delayed(Duration.ofSeconds(4)), SourceState.LIVE, true);

    public final LatestValues values = new LatestValues();
    public final List<AlarmView> alarms = new ArrayList<>();
    public LinkStatus status = LIVE;
    public long now = TestPlant.NOON;
    private AlarmSnapshot snapshot = AlarmSnapshot.EMPTY;

    public TestFrames() {
        values.regain();
    }

    /** Takes in rows of a values group. */
    public TestFrames rows(String group, List<Row> rows) {
        values.apply(TestPlant.envelope(group, 0, 1, rows));
        return this;
    }

    /** Reactor and van are live. */
    public TestFrames allWell() {
        return rows(TestPlant.REACTOR, TestPlant.reactorRows(now))
                .rows(TestPlant.VANS, TestPlant.vanRows(now));
    }

    /** A frame of all that is set; the alarms are the same object as long as they are equal. */
    public Frame frame() {
        if (!snapshot.all().equals(alarms)) {
            snapshot = new AlarmSnapshot(alarms);
        }
        return new Frame(now, values.drain(), values, snapshot, status, new History());
    }
}
