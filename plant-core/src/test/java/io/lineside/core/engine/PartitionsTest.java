package io.lineside.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.Position;
import io.lineside.core.source.SourceEvent;
import io.lineside.model.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A store with the positions of two partitions, and a hub that may have fewer partitions two hours
 * later.
 */
class PartitionsTest {

    private static final Instant STORED = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant NOW = STORED.plus(Duration.ofHours(2));

    private final Partitions partitions =
            new Partitions(
                    Map.of("0", new Position(0, 5, STORED), "1", new Position(0, 9, STORED)));

    private static Moment moment() {
        return new Moment(NOW, 0);
    }

    private SourceState answered(Map<String, Long> tails) {
        partitions.on(new SourceEvent.Answered(NOW, tails), moment());
        return partitions.state(moment());
    }

    private void message(String partition, long number, Instant enqueued) {
        Inbound.Arrival arrival =
                new Inbound.Arrival(
                        partition,
                        number,
                        enqueued,
                        "reactor-1",
                        2,
                        new Decoded.Ignored("twinChangeEvents"),
                        moment());
        assertThat(partitions.accept(arrival)).isTrue();
    }

    @Test
    void aPartitionThatTheHubDoesNotHaveIsNotWaitedFor() {
        assertThat(answered(Map.of("0", 5L))).isEqualTo(SourceState.LIVE);
        assertThat(partitions.absent()).isEqualTo(1);
    }

    @Test
    void partitionsThatTheHubHasAreWaitedFor() {
        assertThat(answered(Map.of("0", 6L))).isEqualTo(SourceState.CATCHING_UP);
        assertThat(answered(Map.of("0", 5L, "1", 10L))).isEqualTo(SourceState.CATCHING_UP);
        assertThat(partitions.absent()).isZero();
    }

    @Test
    void aPartitionThatIsBackIsWaitedForAgain() {
        assertThat(answered(Map.of("0", 5L))).isEqualTo(SourceState.LIVE);
        partitions.on(new SourceEvent.Moved("1", -1, 0, true));
        assertThat(partitions.absent()).isZero();
        message("1", 0, STORED);
        assertThat(answered(Map.of("0", 5L, "1", 3L))).isEqualTo(SourceState.CATCHING_UP);
        assertThat(partitions.absent()).isZero();
    }

    @Test
    void aPartitionThatMessagesComeFromIsThereThoughAnAnswerDoesNotNameIt() {
        message("1", 10, STORED.plusSeconds(1));
        assertThat(answered(Map.of("0", 5L))).isEqualTo(SourceState.CATCHING_UP);
        assertThat(partitions.absent()).isZero();
        assertThat(answered(Map.of("0", 5L))).isEqualTo(SourceState.LIVE);
        assertThat(partitions.absent()).isEqualTo(1);
    }

    @Test
    void whatAnAbsentPartitionTookIsReadWhenTheOthersAre() {
        assertThat(answered(Map.of("0", 6L))).isEqualTo(SourceState.CATCHING_UP);
        assertThat(partitions.watermark("1")).isEqualTo(STORED);
        message("0", 6, NOW.minusSeconds(1));
        assertThat(answered(Map.of("0", 6L))).isEqualTo(SourceState.LIVE);
        assertThat(partitions.watermark("1")).isEqualTo(NOW);
    }
}
