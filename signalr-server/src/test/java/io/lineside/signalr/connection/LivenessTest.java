package io.lineside.signalr.connection;

import static io.lineside.signalr.connection.Lifecycle.State.CLOSING;
import static io.lineside.signalr.connection.Lifecycle.State.HANDSHAKE;
import static io.lineside.signalr.connection.Lifecycle.State.OPEN;
import static io.lineside.signalr.connection.Lifecycle.State.WAITING;
import static io.lineside.signalr.connection.Liveness.Verdict.FINE;
import static io.lineside.signalr.connection.Liveness.Verdict.NEVER_CAME;
import static io.lineside.signalr.connection.Liveness.Verdict.NO_HANDSHAKE;
import static io.lineside.signalr.connection.Liveness.Verdict.PING;
import static io.lineside.signalr.connection.Liveness.Verdict.SILENT;
import static io.lineside.signalr.connection.Liveness.Verdict.STUCK;
import static io.lineside.signalr.connection.Liveness.Verdict.WILL_NOT_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.delivery.WriteTimer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos();
    private final WriteTimer writes = new WriteTimer(() -> now);
    private final Liveness liveness = new Liveness(HubOptions.defaults(), writes, () -> now);

    @Test
    void pingsEveryFifteenSecondsWhateverTheClientDoes() {
        pass(14);
        liveness.received();
        assertThat(liveness.judge(OPEN, false)).isEqualTo(FINE);
        pass(1);
        assertThat(liveness.judge(OPEN, false)).isEqualTo(PING);
        assertThat(liveness.judge(OPEN, false)).isEqualTo(FINE);
        pass(15);
        assertThat(liveness.judge(OPEN, false)).isEqualTo(PING);
    }

    @Test
    void leavesAClientAloneThatNeverPinged() {
        pass(3_600);

        assertThat(liveness.judge(OPEN, false)).isEqualTo(PING);
    }

    @Test
    void timesAClientOutThatPingedOnceAndFellSilent() {
        liveness.pinged();
        liveness.received();
        pass(29);
        assertThat(liveness.judge(OPEN, false)).isNotEqualTo(SILENT);
        pass(1);
        assertThat(liveness.judge(OPEN, false)).isEqualTo(SILENT);
    }

    @Test
    void doesNotBlameTheClientWhileTheServerIsNotReading() {
        liveness.pinged();
        pass(40);
        assertThat(liveness.judge(OPEN, true)).isNotEqualTo(SILENT);
        pass(29);
        assertThat(liveness.judge(OPEN, false)).isNotEqualTo(SILENT);
    }

    @Test
    void knowsWhatEachStateMayTake() {
        pass(4);
        assertThat(liveness.judge(CLOSING, false)).isEqualTo(FINE);
        pass(1);
        assertThat(liveness.judge(CLOSING, false)).isEqualTo(WILL_NOT_CLOSE);
        pass(10);
        assertThat(liveness.judge(HANDSHAKE, false)).isEqualTo(NO_HANDSHAKE);
        assertThat(liveness.judge(WAITING, false)).isEqualTo(NEVER_CAME);
    }

    @Test
    void noticesAWriteThatDoesNotEnd() {
        writes.begin();
        pass(30);
        assertThat(liveness.judge(OPEN, false)).isEqualTo(STUCK);
        writes.end();
        assertThat(liveness.judge(OPEN, false)).isNotEqualTo(STUCK);
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
