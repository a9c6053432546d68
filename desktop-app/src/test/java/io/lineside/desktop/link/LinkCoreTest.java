package io.lineside.desktop.link;

import static io.lineside.desktop.TestPlant.REACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.DeliveryState;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.Row;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The link's rules on a clock of the test's own, with a relay that the test plays. */
class LinkCoreTest extends LinkPlay {

    @Test
    void subscribesAtOnceWhenThePlantCameBeforeTheConnection() {
        core.start(nanos);
        core.plant(TestPlant.view(), nanos);
        assertThat(transport.subscriptions).isEmpty();
        core.connected(nanos);
        assertThat(transport.subscriptions).hasSize(1);
    }

    @Test
    void subscribesToEverySiteOnceThePlantIsKnown() {
        core.start(nanos);
        assertThat(transport.connects).isEqualTo(1);
        assertThat(transport.plants).isEqualTo(1);
        core.connected(nanos);
        assertThat(transport.plants).as("asked anew, as the first answer may be lost").isEqualTo(2);
        core.plant(TestPlant.view(), nanos);
        assertThat(transport.subscriptions.getFirst().paths())
                .containsExactly("berlin", "fleet", "unassigned");
        assertThat(transport.subscriptions.getFirst().have()).isEmpty();
    }

    @Test
    void anAnswerWithoutHeadsVouchesForNothing() {
        core.start(nanos);
        core.connected(nanos);
        core.plant(TestPlant.view(), nanos);
        answer(envelope(0, 5, 62.5));
        assertThat(temperature().value()).isEqualTo(new Value.Num(62.5));
        assertThat(temperature().looksLive()).isFalse();
        assertThat(core.status().link()).isInstanceOf(LinkState.Connecting.class);
    }

    @Test
    void isLiveOnceHeadsAreHeardAndTheRecoveryIsAnswered() {
        live();
        assertThat(core.status().isLive()).isTrue();
        assertThat(temperature().looksLive()).isTrue();
    }

    @Test
    void appliesAnEnvelopeThatFollowsAndIgnoresOneItHas() {
        live();
        core.envelope(envelope(5, 6, 63), nanos);
        core.envelope(envelope(5, 6, 99), nanos);
        assertThat(temperature().value()).isEqualTo(new Value.Num(63));
        assertThat(counters.duplicatesIgnored()).isEqualTo(1);
    }

    @Test
    void recoversWhenAnEnvelopeIsMissingAndAppliesWhatCameMeanwhile() {
        live();
        int before = asked();
        core.envelope(envelope(7, 8, 65), nanos);
        assertThat(asked()).isEqualTo(before + 1);
        assertThat(transport.subscriptions.getLast().have())
                .containsEntry(REACTOR, new Cursor("e1", 5));
        core.envelope(envelope(8, 9, 66), nanos);
        assertThat(temperature().value()).isEqualTo(new Value.Num(62.5));
        answer(envelope(5, 8, 65));
        assertThat(temperature().value()).isEqualTo(new Value.Num(66));
    }

    @Test
    void recoversWhenTheRelayBeganAnotherEpoch() {
        live();
        int before = asked();
        core.envelope(
                new Envelope(
                        REACTOR,
                        "e2",
                        0,
                        1,
                        relayTime(),
                        10,
                        List.of(TestPlant.row("reactor-1/temperature", 70, TestPlant.NOON)),
                        null),
                nanos);
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void recoversWhenAHeadStaysAhead() {
        live();
        int before = asked();
        pass(Duration.ofSeconds(1));
        heads(6, SourceState.LIVE);
        assertThat(asked()).as("heads and values come by different ways").isEqualTo(before);
        pass(Duration.ofSeconds(1));
        heads(6, SourceState.LIVE);
        pass(Duration.ofMillis(600));
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void aHeadThatIsCaughtUpWithInTimeNeedsNoRecovery() {
        live();
        int before = asked();
        heads(6, SourceState.LIVE);
        pass(Duration.ofSeconds(1));
        core.envelope(envelope(5, 6, 63), nanos);
        pass(Duration.ofSeconds(1));
        assertThat(asked()).isEqualTo(before);
    }

    @Test
    void isDelayedAfterThreeSecondsAndNotLiveAfterSix() {
        live();
        pass(Duration.ofMillis(2_900));
        assertThat(core.status().link()).isInstanceOf(LinkState.Live.class);
        pass(Duration.ofMillis(200));
        assertThat(core.status().link()).isInstanceOf(LinkState.Delayed.class);
        assertThat(core.status().canAct()).as("nobody acknowledges what may be old").isFalse();
        assertThat(temperature().looksLive()).isTrue();
        pass(Duration.ofMillis(3_000));
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void aSteadyStreamThatIsEightSecondsOldIsNotLive() {
        live();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(1));
            headsAt(relayTime() - 8_000, 5, SourceState.LIVE);
        }
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void afterALossAValueIsOldUntilTheRelayVouchesForIt() {
        live();
        pass(Duration.ofSeconds(7));
        core.closed(nanos);
        pass(Duration.ofSeconds(3));
        core.connected(nanos);
        heads(5, SourceState.LIVE);
        assertThat(core.status().isLive()).as("nothing has told the alarms yet").isFalse();
        assertThat(temperature().looksLive()).as("nothing has vouched for it yet").isFalse();
        answer(envelope(5, 5, 0).whole(List.of()));
        heads(5, SourceState.LIVE);
        answer(envelope(5, 5, 0).whole(List.of()));
        assertThat(temperature().looksLive()).isTrue();
    }

    @Test
    void connectsAgainAndAgainAndNeverGivesUp() {
        core.start(nanos);
        for (int i = 0; i < 50; i++) {
            core.closed(nanos);
            pass(Duration.ofSeconds(13));
        }
        assertThat(transport.connects).isEqualTo(51);
    }

    @Test
    void aLinkThatIsSilentIsGivenUpAndConnectedAnew() {
        live();
        for (int i = 0; i < 14; i++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(transport.disconnects).isPositive();
        assertThat(transport.connects).isGreaterThan(1);
    }

    @Test
    void aSourceThatIsLostMakesEveryValueOldThoughTheLinkIsLive() {
        live();
        pass(Duration.ofSeconds(1));
        heads(5, SourceState.LOST);
        assertThat(core.status().link()).isInstanceOf(LinkState.Live.class);
        assertThat(core.status().isLive()).isFalse();
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void whatComesWhileTheRelayCatchesUpIsShownAsOldUntilItIsThePresent() {
        live();
        heads(5, SourceState.CATCHING_UP);
        core.envelope(envelope(5, 6, 40), nanos);
        assertThat(temperature().value()).isEqualTo(new Value.Num(40));
        assertThat(temperature().looksLive()).isFalse();
        heads(6, SourceState.LIVE);
        answer(envelope(6, 6, 0).whole(List.of()));
        assertThat(temperature().looksLive()).isTrue();
    }

    @Test
    void aRefusedSubscriptionLeadsToANewConnection() {
        live();
        core.refused(nanos);
        assertThat(transport.disconnects).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(transport.connects).isEqualTo(2);
    }

    @Test
    void theLeaseIsRenewed() {
        live();
        int before = asked();
        for (int i = 0; i < 21; i++) {
            pass(Duration.ofSeconds(1));
            heads(0, SourceState.LIVE);
        }
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void asksForThePlantWhenAnotherVersionIsInForce() {
        live();
        int before = transport.plants;
        core.heads(
                new Heads(
                        HEADS,
                        "e1",
                        headsSeq,
                        headsSeq + 1,
                        relayTime(),
                        List.of(),
                        "j1",
                        List.of(),
                        SourceState.LIVE,
                        10,
                        8,
                        true),
                nanos);
        assertThat(transport.plants).isEqualTo(before + 1);
    }

    @Test
    void aValueThatIsNotGoodIsNotVouchedForByARecovery() {
        core.start(nanos);
        core.connected(nanos);
        core.plant(TestPlant.view(), nanos);
        answer(
                TestPlant.envelope(
                        REACTOR,
                        0,
                        5,
                        List.of(
                                new Row(
                                        TEMPERATURE.toString(),
                                        new Value.Num(1),
                                        io.lineside.model.Quality.UNCERTAIN,
                                        TestPlant.NOON,
                                        "stale"))));
        heads(5, SourceState.LIVE);
        answer(envelope(5, 5, 0).whole(List.of()));
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void takesEachTransitionOnce() {
        live();
        core.alarm(transition(0, 1, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        core.alarm(transition(0, 1, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        assertThat(alarms.seen(AlarmEvent.RAISED)).isEqualTo(1);
        assertThat(alarms.all()).hasSize(1);
    }

    @Test
    void recoversWhenATransitionIsMissing() {
        live();
        core.alarm(transition(0, 1, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        int before = asked();
        core.alarm(transition(2, 3, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void aTransitionThatOvertakesTheAnswerIsNotUndoneByIt() {
        live();
        core.alarm(transition(0, 1, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        core.envelope(envelope(8, 9, 1), nanos);
        core.alarm(transition(1, 2, AlarmEvent.ACKNOWLEDGED, AlarmState.ACKNOWLEDGED), nanos);
        answer(
                new Subscription.Alarms(
                        ALARMS,
                        "j1",
                        1,
                        List.of(TestPlant.alarm(2, AlarmState.UNACKNOWLEDGED)),
                        List.of()),
                envelope(5, 9, 1));
        assertThat(alarms.all())
                .extracting(AlarmView::display)
                .containsExactly(AlarmState.ACKNOWLEDGED);
    }

    @Test
    void tellsWhatWasRaisedAndClearedWhileThereWasNoLink() {
        live();
        core.alarm(transition(0, 1, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED), nanos);
        pass(Duration.ofSeconds(7));
        core.closed(nanos);
        pass(Duration.ofSeconds(60));
        core.connected(nanos);
        answer(
                new Subscription.Alarms(
                        ALARMS,
                        "j1",
                        3,
                        List.of(),
                        List.of(
                                transition(1, 2, AlarmEvent.CLEARED, AlarmState.NORMAL),
                                transition(2, 3, AlarmEvent.RAISED, AlarmState.UNACKNOWLEDGED))),
                envelope(5, 9, 1));
        OutageSummary outage = core.outage();
        assertThat(outage).isNotNull();
        assertThat(outage.raised()).isEqualTo(1);
        assertThat(outage.cleared()).isEqualTo(1);
        core.dismissOutage();
        assertThat(core.outage()).isNull();
        assertThat(alarms.seen(AlarmEvent.RAISED)).isEqualTo(2);
    }

    @Test
    void aLinkThatHearsNothingAsksTheRelayForTheServiceAndSaysSo() {
        live();
        int before = transport.deliveries;
        pass(Duration.ofSeconds(1));
        assertThat(transport.deliveries).isEqualTo(before);
        pass(Duration.ofSeconds(6));
        assertThat(transport.deliveries).isEqualTo(before + 1);
        core.delivery(new Delivery(DeliveryState.DOWN, 1, "it cannot be reached"));
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(core.status().delivery()).isEqualTo(DeliveryState.DOWN);
        core.delivery(null);
        assertThat(core.status().delivery()).isNull();
        pass(Duration.ofSeconds(3));
        assertThat(transport.deliveries).isEqualTo(before + 2);
    }

    @Test
    void headsOfAServiceThatDoesNotCarryVouchForNothing() {
        live();
        assertThat(core.status().isLive()).isTrue();
        headsBy(DeliveryState.THROTTLED);
        assertThat(core.status().isLive()).isTrue();
        assertThat(core.status().delivery()).isEqualTo(DeliveryState.THROTTLED);
        headsBy(DeliveryState.REFUSED);
        assertThat(core.status().isLive()).isFalse();
        assertThat(values.isConfident()).isFalse();
        int before = asked();
        headsBy(DeliveryState.WORKING);
        assertThat(asked()).isEqualTo(before + 1);
        answer(envelope(5, 5, 62.5).whole(List.of()));
        assertThat(values.isConfident()).isTrue();
    }

    private void headsBy(DeliveryState delivery) {
        long prev = headsSeq;
        headsSeq = prev + 1;
        core.heads(
                new Heads(
                        HEADS,
                        "e1",
                        prev,
                        headsSeq,
                        relayTime(),
                        List.of(),
                        "j1",
                        List.of(),
                        SourceState.LIVE,
                        10,
                        7,
                        true,
                        delivery),
                nanos);
    }

    @Test
    void aSubscriptionThatTheServiceCannotTakeNowIsAskedForAgainOnTheSameConnection() {
        live();
        core.lostSomething(nanos);
        int before = asked();
        core.postponed();
        heads(5, SourceState.LIVE);
        pass(Duration.ofSeconds(1));
        assertThat(asked()).isEqualTo(before);
        pass(Duration.ofMillis(1_100));
        assertThat(asked()).isEqualTo(before + 1);
        assertThat(transport.disconnects).isZero();
    }
}
