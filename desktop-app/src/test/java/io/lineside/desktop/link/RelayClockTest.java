package io.lineside.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RelayClockTest {

    private static final long SECOND = 1_000_000_000L;

    private final RelayClock clock = new RelayClock();

    @Test
    void nothingIsYoungerThanTheAnswersTimeAllows() {
        clock.answered(50_000, SECOND / 10, 5 * SECOND);
        assertThat(clock.latest(5 * SECOND)).isEqualTo(50_100);
        assertThat(clock.age(49_000, 6 * SECOND))
                .isBetween(Duration.ofMillis(2_099), Duration.ofMillis(2_101));
    }

    @Test
    void oneSlowAnswerDoesNotMakeOldWordsLookYoung() {
        clock.answered(50_000, SECOND / 100, 5 * SECOND);
        clock.answered(49_000, SECOND * 8, 10 * SECOND);
        assertThat(clock.age(50_000, 10 * SECOND).toMillis()).isBetween(5_009L, 5_011L);
    }

    @Test
    void aRelayWhoseClockWasSetForwardContradictsTheBound() {
        clock.answered(50_000, SECOND / 100, 5 * SECOND);
        assertThat(clock.contradictedBy(50_900, 5 * SECOND)).isFalse();
        assertThat(clock.contradictedBy(60_000, 5 * SECOND)).isTrue();
    }
}
