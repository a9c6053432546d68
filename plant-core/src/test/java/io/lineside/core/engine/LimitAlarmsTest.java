package io.lineside.core.engine;

import static io.lineside.model.AlarmEvent.ACKNOWLEDGED;
import static io.lineside.model.AlarmEvent.CLEARED;
import static io.lineside.model.AlarmEvent.CONDITION_KNOWN;
import static io.lineside.model.AlarmEvent.CONDITION_UNKNOWN;
import static io.lineside.model.AlarmEvent.RAISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.MemoryStore;
import io.lineside.core.store.Store;
import io.lineside.model.AlarmState;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitAlarmsTest {

    private static final SignalId PRESSURE = new SignalId("reactor-1", "pressure");

    private Supplier<Store> disk;
    private Bench bench;

    /** A fresh disk; the same has to hold on every kind of store. */
    Supplier<Store> newDisk() {
        return MemoryStore.disk();
    }

    @BeforeEach
    void open() {
        disk = newDisk();
        bench = new Bench(disk);
        bench.caughtUp();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void withoutADelayASampleRaisesAtItsOwnTime() {
        bench.at(1).number("pressure", 9).at(2).number("pressure", 9.5, 1.75);
        assertThat(bench.published())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.kind()).isEqualTo(RAISED);
                            assertThat(t.cause()).isEqualTo("0:1:0");
                            assertThat(t.time()).isEqualTo(Bench.time(1.75).toEpochMilli());
                            assertThat(t.prev()).isZero();
                            assertThat(t.seq()).isEqualTo(1);
                            assertThat(t.alarm().occurrence()).isEqualTo("0:1:0");
                            assertThat(t.alarm().value()).isEqualTo(9.5);
                            assertThat(t.journalled()).isTrue();
                        });
    }

    @Test
    void aDelayEndsAtALaterSampleWithTheTimeItWasDue() {
        bench.at(1).number("temperature", 81);
        bench.at(2).number("temperature", 82);
        assertThat(bench.published()).isEmpty();
        bench.at(3.2).number("temperature", 83, 3.2);
        assertThat(bench.published())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.kind()).isEqualTo(RAISED);
                            assertThat(t.time()).isEqualTo(Bench.time(3).toEpochMilli());
                            assertThat(t.alarm().value()).isEqualTo(82);
                        });
    }

    @Test
    void aDelayEndsWhenTheWatermarkPassesAndJournalsTheSameTime() {
        bench.at(1).number("temperature", 81);
        bench.at(3).caughtUp();
        assertThat(bench.published()).isEmpty();
        bench.at(3.01).caughtUp();
        assertThat(bench.published())
                .singleElement()
                .satisfies(
                        t -> {
                            assertThat(t.time()).isEqualTo(Bench.time(3).toEpochMilli());
                            assertThat(t.cause())
                                    .isEqualTo("timer:" + Bench.time(3).toEpochMilli());
                        });
    }

    @Test
    void aDelayDoesNotEndWhileTheHubHasUnreadMessages() {
        bench.at(1).number("temperature", 81);
        bench.at(60).tail(7);
        assertThat(bench.published()).isEmpty();
        bench.lost().at(90).tick();
        assertThat(bench.published()).isEmpty();
    }

    @Test
    void aMessageThatWasEnqueuedLaterEndsADelayOfAnotherSignal() {
        bench.at(1).number("temperature", 81).at(4).number("pressure", 1);
        assertThat(bench.kinds()).containsExactly(RAISED);
    }

    @Test
    void aConditionThatDoesNotLastRaisesNothing() {
        bench.at(1).number("temperature", 81).at(2).number("temperature", 80);
        bench.at(9).caughtUp().at(10).number("temperature", 80);
        assertThat(bench.published()).isEmpty();
    }

    @Test
    void aConditionThatHeldUntilTheNextSampleRaisesThoughThatSampleIsNormal() {
        bench.at(1).number("temperature", 81).at(10).number("temperature", 20);
        bench.at(13.5).caughtUp();
        assertThat(bench.kinds()).containsExactly(RAISED, CLEARED);
        assertThat(bench.published().get(1).time()).isEqualTo(Bench.time(13).toEpochMilli());
        assertThat(bench.published().get(1).alarm().value()).isEqualTo(20);
    }

    @Test
    void withinTheDeadbandAnAlarmStays() {
        bench.at(1).number("temperature", 81).at(4).number("temperature", 79);
        bench.at(20).number("temperature", 78.0).at(40).caughtUp();
        assertThat(bench.kinds()).containsExactly(RAISED, CLEARED);
        assertThat(bench.published().get(1).time()).isEqualTo(Bench.time(23).toEpochMilli());
    }

    @Test
    void chatterAtTheLimitIsOneAlarm() {
        for (int i = 0; i < 600; i++) {
            bench.at(1 + i * 0.1).number("temperature", i % 2 == 0 ? 80.2 : 79.9);
        }
        // The condition never holds for two seconds, so nothing is raised at all.
        assertThat(bench.kinds()).isEmpty();
        for (int i = 0; i < 600; i++) {
            bench.at(70 + i * 0.1).number("temperature", i < 30 || i % 2 == 0 ? 80.2 : 79.9);
        }
        assertThat(bench.kinds()).containsExactly(RAISED);
    }

    @Test
    void aBadValueMakesTheConditionUnknownAndClearsNothing() {
        bench.at(1).number("pressure", 10);
        bench.at(2).sample(new Sample(PRESSURE, null, Quality.BAD, "no-value", Bench.time(2)));
        bench.at(3).sample(Sample.good(PRESSURE, new Value.Text("ERR"), Bench.time(3)));
        assertThat(bench.kinds()).containsExactly(RAISED, CONDITION_UNKNOWN);
        AlarmStatus alarm = bench.alarms().getFirst();
        assertThat(alarm.state()).isEqualTo(AlarmState.UNACKNOWLEDGED);
        assertThat(alarm.conditionUnknown()).isTrue();
        bench.at(4).number("pressure", 3);
        assertThat(bench.kinds())
                .containsExactly(RAISED, CONDITION_UNKNOWN, CONDITION_KNOWN, CLEARED);
    }

    @Test
    void aSampleThatCameLateDoesNotClearWhatANewerOneRaised() {
        bench.at(10).number("pressure", 10, 10);
        bench.at(10.5).number("pressure", 3, 5);
        bench.at(11).number("pressure", 10, 11);
        assertThat(bench.kinds()).containsExactly(RAISED);
        assertThat(bench.latest("pressure").sourceTime()).isEqualTo(Bench.time(11));
    }

    @Test
    void aDeviceWhoseClockWasSetBackIsStillJudged() {
        bench.at(4_000).number("pressure", 10).at(4_001).number("pressure", 3, 400);
        assertThat(bench.kinds()).containsExactly(RAISED, CLEARED);
    }

    @Test
    void severalReadingsInOneMessageAreJudgedInTheirOrder() {
        bench.at(20)
                .sample(
                        Sample.good(PRESSURE, new Value.Num(10), Bench.time(11)),
                        Sample.good(PRESSURE, new Value.Num(1), Bench.time(12)),
                        Sample.good(PRESSURE, new Value.Num(11), Bench.time(13)));
        assertThat(bench.published())
                .extracting(Transition::cause)
                .containsExactly("0:0:0", "0:0:1", "0:0:2");
        assertThat(bench.published()).extracting(Transition::seq).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aPendingDelaySurvivesARestart() {
        bench.at(1).number("temperature", 81);
        restart();
        bench.at(5).tail(0);
        assertThat(bench.published())
                .singleElement()
                .satisfies(t -> assertThat(t.time()).isEqualTo(Bench.time(3).toEpochMilli()));
    }

    @Test
    void aDelayOfAPartitionTheHubNoLongerHasEndsWhenTheOthersAreRead() {
        bench.at(1).number("temperature", 81);
        restart();
        bench.at(5).drain(answer(Map.of("1", 3L)));
        assertThat(bench.published()).isEmpty();
        bench.drain(answer(Map.of("1", -1L)));
        assertThat(bench.kinds()).containsExactly(RAISED);
    }

    private Inbound answer(Map<String, Long> tails) {
        return new Inbound.Source(new SourceEvent.Answered(bench.moment().wall(), tails));
    }

    @Test
    void anAcknowledgementIsOfOneOccurrenceAndIsDoneOnce() {
        bench.at(1).number("pressure", 10);
        AlarmStatus first = bench.alarms().getFirst();
        assertThat(bench.at(2).acknowledge("c-1", first))
                .isInstanceOf(AcknowledgeOutcome.Accepted.class);
        assertThat(bench.acknowledge("c-1", first)).isInstanceOf(AcknowledgeOutcome.Already.class);
        assertThat(bench.acknowledge("c-2", first)).isInstanceOf(AcknowledgeOutcome.Already.class);
        assertThat(bench.kinds()).containsExactly(RAISED, ACKNOWLEDGED);
        bench.at(3).number("pressure", 1).at(4).number("pressure", 10);
        assertThat(bench.acknowledge("c-3", first)).isInstanceOf(AcknowledgeOutcome.Conflict.class);
        assertThat(bench.acknowledge("c-1", first)).isInstanceOf(AcknowledgeOutcome.Already.class);
        assertThat(bench.acknowledge("c-4", "no/such/H", "x"))
                .isInstanceOf(AcknowledgeOutcome.NoSuchAlarm.class);
        assertThat(bench.alarms())
                .singleElement()
                .extracting(AlarmStatus::state)
                .isEqualTo(AlarmState.UNACKNOWLEDGED);
    }

    @Test
    void anAcknowledgementSurvivesARestart() {
        bench.at(1).number("pressure", 10);
        bench.at(2).acknowledge("c-1", bench.alarms().getFirst());
        restart();
        AlarmStatus alarm = bench.alarms().getFirst();
        assertThat(alarm.state()).isEqualTo(AlarmState.ACKNOWLEDGED);
        assertThat(alarm.acknowledgedBy()).isEqualTo("anna");
        assertThat(alarm.comment()).isEqualTo("seen");
        assertThat(bench.engine.snapshot().counters().acknowledged()).isEqualTo(1);
        assertThat(bench.acknowledge("c-1", alarm)).isInstanceOf(AcknowledgeOutcome.Already.class);
    }

    @Test
    void anAlarmThatReturnsUnacknowledgedWaitsForAnOperator() {
        bench.at(1).number("pressure", 10).at(2).number("pressure", 1);
        AlarmStatus alarm = bench.alarms().getFirst();
        assertThat(alarm.state()).isEqualTo(AlarmState.RETURNED_UNACKNOWLEDGED);
        assertThat(bench.acknowledge("c", alarm)).isInstanceOf(AcknowledgeOutcome.Accepted.class);
        assertThat(bench.alarms()).isEmpty();
    }

    private void restart() {
        bench.close();
        bench = new Bench(disk);
    }
}
