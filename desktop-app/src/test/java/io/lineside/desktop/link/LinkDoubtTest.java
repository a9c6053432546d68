package io.lineside.desktop.link;

import static io.lineside.desktop.TestPlant.REACTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Envelope;
import io.lineside.wire.Head;
import io.lineside.wire.Heads;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where it is not certain that what is shown is the present, it must not look so. */
class LinkDoubtTest extends LinkPlay {

    @Test
    void aRelayThatDiesAfterItsClockWasSetBackIsMissedInSixSeconds() {
        live();
        pass(Duration.ofSeconds(1));
        answer(envelope(5, 5, 0).whole(List.of()));
        setBack(Duration.ofMinutes(10));
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(1));
            headsAt(relayTime() - 600_000, 5, SourceState.LIVE);
        }
        core.connected(nanos);
        answerAt(relayTime() - 600_000);
        headsAt(relayTime() - 600_000, 5, SourceState.LIVE);
        answerAt(relayTime() - 600_000);
        assertThat(temperature().looksLive()).as("the relay is there").isTrue();

        pass(Duration.ofSeconds(7));

        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void oldHeadsAreSeenToBeOldThoughTheRelaysClockWasSetBack() {
        live();
        long back = relayTime() - 600_000;
        core.connected(nanos);
        answerAt(back);
        for (int i = 1; i <= 10; i++) {
            pass(Duration.ofSeconds(1));
            headsAt(back + i * 1_000L - 8_000, 5, SourceState.LIVE);
        }
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
    }

    @Test
    void aRelayThatDiesAfterItsClockWasSetForwardIsMissedInSixSeconds() {
        live();
        headsAt(relayTime() + 60_000, 5, SourceState.LIVE);

        pass(Duration.ofSeconds(7));

        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void valuesThatWaitBehindAnAskedSubscriptionAreNotTakenForThePresent() {
        live();
        renewalIsAsked();
        core.envelope(envelope(5, 6, 99), nanos);
        for (int i = 0; i < 4; i++) {
            pass(Duration.ofSeconds(1));
            heads(6, SourceState.LIVE);
        }
        assertThat(temperature().value()).isEqualTo(new Value.Num(62.5));
        assertThat(temperature().looksLive()).isFalse();

        answer(envelope(5, 6, 99));

        assertThat(temperature().value()).isEqualTo(new Value.Num(99));
        assertThat(temperature().looksLive()).isTrue();
    }

    @Test
    void neitherAreTheyWhenTheServicePostponesTheSubscriptionAgainAndAgain() {
        live();
        renewalIsAsked();
        for (int i = 0; i < 8; i++) {
            core.postponed();
            pass(Duration.ofMillis(500));
            heads(5, SourceState.LIVE);
        }
        assertThat(temperature().looksLive()).isFalse();
    }

    @Test
    void aValueThatANewLifeOfTheRelayHasNeverHeardOfIsGone() {
        live();
        core.closed(nanos);
        core.connected(nanos);
        Envelope nothing = new Envelope(REACTOR, "e2", 0, 1, relayTime(), 10, List.of(), null);
        answer(nothing);
        heads(0, SourceState.LIVE);
        answer(nothing);
        assertThat(temperature().looksLive()).isFalse();
        assertThat(temperature().value()).isNull();
    }

    @Test
    void noAlarmsAreNotLiveBeforeTheRelayHasToldThem() {
        core.start(nanos);
        core.connected(nanos);
        core.plant(TestPlant.view(), nanos);
        heads(5, SourceState.LIVE);
        assertThat(core.status().isLive()).isFalse();
        assertThat(core.status().canAct()).isFalse();

        answer(envelope(0, 5, 62.5));

        assertThat(core.status().isLive()).isTrue();
        assertThat(core.status().canAct()).isTrue();
    }

    @Test
    void headsThatAreYoungAgainWithoutANewConnectionAreFollowedByARecovery() {
        live();
        pass(Duration.ofSeconds(7));
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        int before = asked();

        heads(5, SourceState.LIVE);

        assertThat(asked()).isEqualTo(before + 1);
        assertThat(core.status().link()).isInstanceOf(LinkState.NoLink.class);
        answer(envelope(5, 5, 0).whole(List.of()));
        assertThat(core.status().link()).isInstanceOf(LinkState.Live.class);
        assertThat(temperature().looksLive()).isTrue();
    }

    @Test
    void alarmsOfAnOlderStoreThatWasPutBackAreTaken() {
        live();
        for (int seq = 1; seq <= 9; seq++) {
            core.alarm(
                    transition(seq - 1, seq, AlarmEvent.ACKNOWLEDGED, AlarmState.ACKNOWLEDGED),
                    nanos);
        }
        core.closed(nanos);
        core.connected(nanos);
        answer(
                new Subscription.Alarms(
                        ALARMS,
                        "j1",
                        3,
                        List.of(TestPlant.alarm(2, AlarmState.UNACKNOWLEDGED)),
                        List.of()),
                envelope(5, 5, 0).whole(List.of()));
        assertThat(alarms.all())
                .extracting(AlarmView::display)
                .containsExactly(AlarmState.UNACKNOWLEDGED);

        core.alarm(transition(3, 4, AlarmEvent.CLEARED, AlarmState.NORMAL), nanos);
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void whatWasHeldForALostConnectionIsForgotten() {
        live();
        renewalIsAsked();
        core.envelope(envelope(5, 6, 1), nanos);
        core.envelope(envelope(6, 7, 2), nanos);
        core.refused(nanos);
        core.connected(nanos);
        int before = asked();
        answer(new Envelope(REACTOR, "e2", 0, 1, relayTime(), 10, List.of(), null));
        assertThat(asked()).isEqualTo(before);
    }

    @Test
    void aGroupThatWasNotAskedForIsNotMissed() {
        LinkCore some =
                new LinkCore(
                        transport,
                        new LatestValues(),
                        new LatestAlarms(),
                        List.of("berlin/process/reactor"),
                        counters,
                        new LatencyLog(InstantSource.system()));
        some.start(nanos);
        some.connected(nanos);
        some.plant(TestPlant.view(), nanos);
        some.answered(
                new Subscription.Answer(
                        relayTime(),
                        60_000,
                        7,
                        SourceState.LIVE,
                        true,
                        List.of(envelope(0, 5, 62.5)),
                        List.of()),
                1_000_000,
                nanos);
        int before = asked();
        for (int i = 0; i < 5; i++) {
            nanos += 1_000_000_000L;
            some.heads(
                    new Heads(
                            HEADS,
                            "e1",
                            i,
                            i + 1,
                            relayTime(),
                            List.of(
                                    new Head(REACTOR, 5),
                                    new Head("values:berlin/process/other", 10 + i)),
                            "j1",
                            List.of(),
                            SourceState.LIVE,
                            10,
                            7,
                            true),
                    nanos);
            some.answered(
                    new Subscription.Answer(
                            relayTime(), 60_000, 7, SourceState.LIVE, true, List.of(), List.of()),
                    1_000_000,
                    nanos);
        }
        assertThat(asked()).as("once, when it was first live").isLessThanOrEqualTo(before + 1);
    }

    @Test
    void aLinkThreadThatHangsIsNoLink() {
        live();
        long later = nanos + Duration.ofMillis(6_100).toNanos();
        assertThat(core.status(nanos).isLive()).isTrue();

        assertThat(core.status(later).link()).isInstanceOf(LinkState.NoLink.class);
        assertThat(core.status(later).canAct()).isFalse();
        assertThat(shownAt(later).looksLive()).isFalse();

        int before = asked();
        core.envelope(envelope(5, 6, 63), later);
        assertThat(shownAt(later).looksLive()).as("the backlog of a hang").isFalse();
        nanos = later;
        heads(6, SourceState.LIVE);
        assertThat(values.isConfident()).isFalse();
        assertThat(shownAt(nanos).looksLive()).as("a link that is back").isFalse();
        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void askingHowALinkThatHangsStandsWritesNothing() throws InterruptedException {
        live();
        assertThat(values.drain()).isNotEmpty();
        long later = nanos + Duration.ofMillis(6_100).toNanos();

        Thread screen = new Thread(() -> core.status(later).readings(values).of(TEMPERATURE));
        screen.start();
        screen.join();

        assertThat(values.isConfident()).as("the link thread alone writes the values").isTrue();
        assertThat(values.drain()).isEmpty();
        assertThat(values.of(TEMPERATURE).looksLive()).isTrue();
        assertThat(shownAt(later).looksLive()).isFalse();
    }

    @Test
    void aLinkThreadThatHungVouchesForNothingUntilItHasRecovered() {
        live();
        int before = asked();
        nanos += Duration.ofMillis(6_100).toNanos();
        heads(5, SourceState.LIVE);
        assertThat(temperature().looksLive()).isFalse();
        assertThat(asked()).isEqualTo(before + 1);

        answer(envelope(5, 5, 0).whole(List.of()));

        assertThat(temperature().looksLive()).isTrue();
    }

    private void setBack(Duration by) {
        headsAt(relayTime() - by.toMillis(), 5, SourceState.LIVE);
    }

    private void renewalIsAsked() {
        int before = asked();
        core.lostSomething(nanos);
        assertThat(asked()).isEqualTo(before + 1);
    }

    private void answerAt(long time) {
        core.answered(
                new Subscription.Answer(
                        time,
                        60_000,
                        7,
                        SourceState.LIVE,
                        true,
                        List.of(envelope(5, 5, 0).whole(List.of())),
                        List.of()),
                1_000_000,
                nanos);
    }
}
