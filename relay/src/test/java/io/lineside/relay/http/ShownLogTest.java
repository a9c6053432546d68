package io.lineside.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.wire.Shown;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ShownLogTest {

    private static final String GROUP = "alarms:north/process";

    private final Counter forgotten = new SimpleMeterRegistry().counter("forgotten");
    private final ShownLog log = new ShownLog(forgotten);

    private void note(int connection, long seq) {
        log.note(new Shown("c" + connection, GROUP, seq));
    }

    @Test
    void theNewestReceiptOfAConnectionCounts() {
        note(1, 7);
        note(1, 5);
        assertThat(log.shown("c1", GROUP)).isEqualTo(7);
        assertThat(log.shown("c2", GROUP)).isZero();
    }

    @Test
    void whatIsForgottenForNewerReceiptsIsCounted() {
        for (int i = 0; i < ShownLog.MOST + 3; i++) {
            note(i, 1);
        }
        assertThat(forgotten.count()).isEqualTo(3);
        assertThat(log.shown("c2", GROUP)).isZero();
        assertThat(log.shown("c3", GROUP)).isEqualTo(1);
    }

    @Test
    void aConnectionThatGoesOnReportingIsNotForgottenForNewOnes() {
        for (int i = 0; i < ShownLog.MOST; i++) {
            note(i, 1);
        }
        note(0, 2);
        note(ShownLog.MOST, 1);
        assertThat(log.shown("c0", GROUP)).isEqualTo(2);
        assertThat(log.shown("c1", GROUP)).isZero();
    }
}
