package io.lineside.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.wire.Envelope;
import io.lineside.wire.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorsTest {

    private final Cursors cursors = new Cursors();

    private static Envelope part(long prev, long seq, int k, int n) {
        List<Row> rows = List.of(TestPlant.row("reactor-1/s" + k, k, TestPlant.NOON));
        return new Envelope(
                TestPlant.REACTOR,
                "e1",
                prev,
                seq,
                TestPlant.NOON,
                0,
                rows,
                new Envelope.Part(k, n));
    }

    @Test
    void aUnitThatAppearsLaterBeginsWithASnapshot() {
        assertThat(cursors.take(TestPlant.envelope(TestPlant.REACTOR, 0, 3, List.of())))
                .isInstanceOf(Cursors.Verdict.Apply.class);
        assertThat(cursors.take(TestPlant.envelope(TestPlant.VANS, 2, 3, List.of())))
                .isInstanceOf(Cursors.Verdict.Recover.class);
    }

    @Test
    void anOverlappingEnvelopeIsApplied() {
        cursors.set(TestPlant.REACTOR, "e1", 5);
        assertThat(cursors.take(TestPlant.envelope(TestPlant.REACTOR, 3, 7, List.of())))
                .isInstanceOf(Cursors.Verdict.Apply.class);
        assertThat(cursors.of(TestPlant.REACTOR)).extracting("seq").isEqualTo(7L);
    }

    @Test
    void partsAreAppliedTogetherWhenTheLastOneCame() {
        cursors.set(TestPlant.REACTOR, "e1", 5);
        assertThat(cursors.take(part(5, 7, 2, 2))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.of(TestPlant.REACTOR)).extracting("seq").isEqualTo(5L);
        assertThat(cursors.take(part(5, 7, 1, 2)))
                .isInstanceOfSatisfying(
                        Cursors.Verdict.Apply.class, apply -> assertThat(apply.rows()).hasSize(2));
        assertThat(cursors.of(TestPlant.REACTOR)).extracting("seq").isEqualTo(7L);
    }

    @Test
    void partsOfAnotherCutAreNotPutTogether() {
        cursors.set(TestPlant.REACTOR, "e1", 5);
        assertThat(cursors.take(part(5, 7, 1, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.take(part(5, 7, 2, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        // The third failed; the relay made the envelope anew, and it fits into two.
        assertThat(cursors.take(part(5, 7, 1, 2))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.of(TestPlant.REACTOR)).extracting("seq").isEqualTo(5L);
        assertThat(cursors.take(part(5, 7, 2, 2)))
                .isInstanceOfSatisfying(
                        Cursors.Verdict.Apply.class, apply -> assertThat(apply.rows()).hasSize(2));
    }

    @Test
    void aPartThatComesAgainBeginsTheEnvelopeAnew() {
        cursors.set(TestPlant.REACTOR, "e1", 5);
        assertThat(cursors.take(part(5, 7, 1, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.take(part(5, 7, 2, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.take(part(5, 7, 1, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.take(part(5, 7, 3, 3))).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.take(part(5, 7, 2, 3))).isInstanceOf(Cursors.Verdict.Apply.class);
    }

    @Test
    void partsOfTwoLivesOfTheRelayAreNotPutTogether() {
        assertThat(cursors.take(part(0, 7, 1, 2))).isInstanceOf(Cursors.Verdict.Ignore.class);
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
        assertThat(cursors.take(ofAnotherLife)).isInstanceOf(Cursors.Verdict.Ignore.class);
        assertThat(cursors.of(TestPlant.REACTOR)).isNull();
    }
}
