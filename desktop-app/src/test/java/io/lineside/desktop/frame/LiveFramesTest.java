package io.lineside.desktop.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.SignalId;
import io.lineside.wire.AlarmTransition;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveFramesTest {

    private static final SignalId TEMPERATURE = new SignalId("reactor-1", "temperature");

    private final LatestValues values = new LatestValues();
    private final LatestAlarms alarms = new LatestAlarms();
    private LinkStatus status = TestFrames.LIVE;
    private final LiveFrames frames =
            new LiveFrames(values, alarms, () -> status, () -> TestPlant.NOON);

    LiveFramesTest() {
        values.regain();
        sample(1, 60);
        Frame first = frames.next();
        assertThat(first.changed()).containsExactly(TEMPERATURE);
    }

    private void sample(int seconds, double number) {
        values.apply(
                TestPlant.envelope(
                        TestPlant.REACTOR,
                        0,
                        1,
                        List.of(
                                TestPlant.row(
                                        TEMPERATURE.toString(),
                                        number,
                                        TestPlant.NOON + seconds * 1_000L))));
    }

    @Test
    void aFrameHasWhatChangedSinceTheLastAndAWholeOneHasAll() {
        assertThat(frames.next().changed()).isEmpty();
        assertThat(frames.whole().changed()).containsExactly(TEMPERATURE);
        sample(2, 61);
        assertThat(frames.next().changed()).containsExactly(TEMPERATURE);
        assertThat(frames.next().now()).isEqualTo(TestPlant.NOON);
    }

    @Test
    void aLinkThreadThatHangsLetsNothingLookLiveThoughItWritesNothing() {
        status = TestFrames.NO_LINK;
        Frame frame = frames.next();
        assertThat(frame.changed()).as("all look otherwise").containsExactly(TEMPERATURE);
        assertThat(frame.readings().of(TEMPERATURE).looksLive()).isFalse();
        assertThat(frames.whole().readings().of(TEMPERATURE).looksLive()).isFalse();
        assertThat(frame.history().of(TEMPERATURE)).as("the last point is a gap").hasSize(2);
        assertThat(values.of(TEMPERATURE).looksLive()).isTrue();
        status = TestFrames.LIVE;
        assertThat(frames.next().changed()).containsExactly(TEMPERATURE);
    }

    @Test
    void alarmsAreTheSameObjectUntilTheyChange() {
        assertThat(frames.next().alarms()).isSameAs(frames.next().alarms());
        alarms.apply(
                new AlarmTransition(
                        "alarms:berlin/process",
                        "j1",
                        0,
                        1,
                        AlarmEvent.RAISED,
                        TestPlant.NOON,
                        "0:1:0",
                        TestPlant.alarm(2, AlarmState.UNACKNOWLEDGED)));
        assertThat(frames.next().alarms().all()).hasSize(1);
    }
}
