package io.lineside.signalr.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration ROUND = Duration.ofMillis(4);

    private final Rounds rounds = new Rounds();

    @Test
    void areShortBeforeAnythingIsKnown() {
        assertThat(rounds.length()).isEqualTo(Rounds.SHORT);
    }

    @Test
    void areLongWhereMessagesThatWaitAreJoinedByOthers() {
        each(3);
        rounds.over(ROUND);

        assertThat(rounds.length()).isEqualTo(Rounds.LONG);
    }

    @Test
    void areShortWhereHardlyAnyWouldCome() {
        each(1);
        rounds.over(Duration.ofMillis(5));

        assertThat(rounds.length()).isEqualTo(Rounds.SHORT);
    }

    @Test
    void areShortAfterAPauseHoweverMuchCameAtItsEnd() {
        each(20);
        rounds.over(Duration.ofMillis(100));

        assertThat(rounds.length()).isEqualTo(Rounds.SHORT);
    }

    @Test
    void doNotWaitForMoreThanMakesAWriteCheaper() {
        each(16);
        rounds.over(ROUND);
        assertThat(rounds.length()).isEqualTo(ROUND);

        each(100);
        rounds.over(ROUND);
        assertThat(rounds.length()).isEqualTo(Rounds.SHORT);
    }

    @Test
    void areShortAgainWhenNothingIsWrittenAnyMore() {
        each(3);
        rounds.over(ROUND);

        rounds.wrote(0);
        rounds.over(ROUND);

        assertThat(rounds.length()).isEqualTo(Rounds.SHORT);
    }

    /** Ten connections, and as many messages in each one's write. */
    private void each(int messages) {
        for (int connection = 0; connection < 10; connection++) {
            rounds.wrote(messages);
        }
    }
}
