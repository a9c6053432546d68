package io.lineside.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.Plant;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatsTest {

    private final Seats seats = new Seats();

    private static Envelope part(long prev, long seq, int k, int n) {
        List<Row> rows = List.of(Plant.row("reactor-1/s" + k, k, Plant.NOON));
        return new Envelope(
                Plant.REACTOR, "e1", prev, seq, Plant.NOON, 0, rows, new Envelope.Part(k, n));
    }

    @Test
    void aUnitThatAppearsLaterBeginsWithASnapshot() {
        assertThat(seats.take(Plant.envelope(Plant.REACTOR, 0, 3, List.of())))
                .isInstanceOf(Seats.Verdict.Apply.class);
        assertThat(seats.take(Plant.envelope(Plant.VANS, 2, 3, List.of())))
                .isInstanceOf(Seats.Verdict.Recover.class);
    }

    @Test
    void anOverlappingEnvelopeIsApplied() {
        seats.set(Plant.REACTOR, "e1", 5);
        assertThat(seats.take(Plant.envelope(Plant.REACTOR, 3, 7, List.of())))
                .isInstanceOf(Seats.Verdict.Apply.class);
        assertThat(seats.of(Plant.REACTOR)).extracting("seq").isEqualTo(7L);
    }

    @Test
    void partsAreAppliedTogetherWhenTheLastOneCame() {
        seats.set(Plant.REACTOR, "e1", 5);
        assertThat(seats.take(part(5, 7, 2, 2))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.of(Plant.REACTOR)).extracting("seq").isEqualTo(5L);
        assertThat(seats.take(part(5, 7, 1, 2)))
                .isInstanceOfSatisfying(
                        Seats.Verdict.Apply.class, apply -> assertThat(apply.rows()).hasSize(2));
        assertThat(seats.of(Plant.REACTOR)).extracting("seq").isEqualTo(7L);
    }

    @Test
    void partsOfAnotherCutAreNotPutTogether() {
        seats.set(Plant.REACTOR, "e1", 5);
        assertThat(seats.take(part(5, 7, 1, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.take(part(5, 7, 2, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        // The third failed; the relay made the envelope anew, and it fits into two.
        assertThat(seats.take(part(5, 7, 1, 2))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.of(Plant.REACTOR)).extracting("seq").isEqualTo(5L);
        assertThat(seats.take(part(5, 7, 2, 2)))
                .isInstanceOfSatisfying(
                        Seats.Verdict.Apply.class, apply -> assertThat(apply.rows()).hasSize(2));
    }

    @Test
    void aPartThatComesAgainBeginsTheEnvelopeAnew() {
        seats.set(Plant.REACTOR, "e1", 5);
        assertThat(seats.take(part(5, 7, 1, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.take(part(5, 7, 2, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.take(part(5, 7, 1, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.take(part(5, 7, 3, 3))).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.take(part(5, 7, 2, 3))).isInstanceOf(Seats.Verdict.Apply.class);
    }

    @Test
    void partsOfTwoLivesOfTheRelayAreNotPutTogether() {
        assertThat(seats.take(part(0, 7, 1, 2))).isInstanceOf(Seats.Verdict.Ignore.class);
        Envelope other = part(0, 7, 2, 2);
        Envelope ofAnotherLife =
                new Envelope(
                        other.group(),
                        "e2",
                        other.prev(),
                        other.seq(),
                        other.time(),
                        other.sourceLag(),
                        other.values(),
                        other.part());
        assertThat(seats.take(ofAnotherLife)).isInstanceOf(Seats.Verdict.Ignore.class);
        assertThat(seats.of(Plant.REACTOR)).isNull();
    }
}
