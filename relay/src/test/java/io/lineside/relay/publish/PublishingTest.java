package io.lineside.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.SampleAlarms;
import io.lineside.core.alarm.Transition;
import io.lineside.core.signal.LatestTable;
import io.lineside.model.AlarmEvent;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.relay.subscription.UnknownConnectionException;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Cursor;
import io.lineside.wire.Envelope;
import io.lineside.wire.Groups;
import io.lineside.wire.Row;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions and the three lanes, on a clock of the test's own. */
class PublishingTest {

    private static final String REACTOR = "values:north/process/reactor";
    private static final String ALARMS = "alarms:north/process";

    private final FakePlant plant = new FakePlant();
    private final FakeBroadcast broadcast = new FakeBroadcast();
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final Subscriptions subscriptions =
            new Subscriptions(plant, plant, plant, broadcast, () -> now);
    private final ValueLane values =
            new ValueLane(plant, plant, subscriptions, broadcast, () -> now);
    private final LiveLane live = new LiveLane(plant, plant, plant, broadcast, () -> now);

    @BeforeEach
    void aClientIsConnected() {
        broadcast.connect("c1");
    }

    private void change(String signal, double number) {
        change(REACTOR, signal, number);
    }

    private void change(String group, String signal, double number) {
        long seq =
                plant.latest.apply(
                        Map.of(
                                Groups.place(group),
                                List.of(
                                        Sample.good(
                                                new SignalId("reactor-1", signal),
                                                new Value.Num(number),
                                                Instant.ofEpochMilli(1_000)))));
        assertThat(seq).isPositive();
    }

    private Subscription.Answer subscribe(String... paths) throws UnknownConnectionException {
        return subscriptions.subscribe(new Subscription("c1", List.of(paths), Map.of()));
    }

    private List<JsonNode> envelopes() {
        return envelopes("c1");
    }

    private List<JsonNode> envelopes(String client) {
        return broadcast.write(client).stream()
                .filter(sent -> sent.target().equals("values"))
                .map(FakeBroadcast.Sent::argument)
                .toList();
    }

    @Test
    void aFirstSubscriptionIsAnsweredWithASnapshot() throws Exception {
        change("a", 1);
        change("b", 2);
        Subscription.Answer answer = subscribe("north");
        assertThat(answer.values())
                .singleElement()
                .satisfies(
                        envelope -> {
                            assertThat(envelope.group()).isEqualTo(REACTOR);
                            assertThat(envelope.prev()).isZero();
                            assertThat(envelope.seq()).isEqualTo(2);
                            assertThat(envelope.values()).hasSize(2);
                        });
        assertThat(answer.lease()).isEqualTo(60_000);
        assertThat(broadcast.membersOf("live:north")).containsExactly("c1");
        assertThat(broadcast.membersOf(ALARMS)).containsExactly("c1");
    }

    @Test
    void eachTickPublishesExactlyWhatChangedAfterTheOneBefore() throws Exception {
        change("a", 1);
        Subscription.Answer unused = subscribe("north/process/reactor");
        change("b", 2);
        values.tick();
        assertThat(envelopes()).hasSize(1);
        change("a", 3);
        values.tick();
        List<JsonNode> told = envelopes();
        assertThat(told).hasSize(2);
        assertThat(told.get(0).path("prev").asLong()).isEqualTo(1);
        assertThat(told.get(0).path("seq").asLong()).isEqualTo(2);
        assertThat(told.get(0).path("values").toString())
                .isEqualTo("[[\"reactor-1/b\",2,\"good\",1000]]");
        assertThat(told.get(1).path("prev").asLong()).isEqualTo(2);
        assertThat(told.get(1).path("values").toString())
                .isEqualTo("[[\"reactor-1/a\",3,\"good\",1000]]");
    }

    @Test
    void aTickWithoutChangesPublishesNothing() throws Exception {
        change("a", 1);
        Subscription.Answer unused = subscribe("north");
        values.tick();
        values.tick();
        assertThat(envelopes()).isEmpty();
    }

    @Test
    void aSlowClientGetsOneEnvelopeWithTheNewestOfAllTicksItMissed() throws Exception {
        Subscription.Answer unused = subscribe("north");
        for (int i = 1; i <= 10; i++) {
            change("a", i);
            change("b", -i);
            values.tick();
        }
        List<JsonNode> told = envelopes();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().path("seq").asLong()).isEqualTo(20);
        assertThat(told.getFirst().path("values").size()).isEqualTo(2);
        assertThat(told.getFirst().toString()).contains("[\"reactor-1/a\",10,");
    }

    @Test
    void clientsInStepStayInStepThoughValuesChangeWhileTheyAreWrittenTo() throws Exception {
        broadcast.connect("c2");
        Subscription.Answer unused = subscribe("north");
        unused =
                subscriptions.subscribe(
                        new Subscription(
                                "c2", List.of("north"), Map.of(REACTOR, new Cursor("", 0))));
        change("a", 1);
        values.tick();
        List<JsonNode> first = envelopes("c1");
        change("b", 2);
        assertThat(envelopes("c2")).isEqualTo(first);
        change("a", 3);
        values.tick();
        List<JsonNode> second = envelopes("c1");
        assertThat(second).hasSize(2);
        assertThat(second.get(1).path("prev")).isEqualTo(first.getFirst().path("seq"));
        assertThat(second.get(1).path("values").toString())
                .isEqualTo("[[\"reactor-1/b\",2,\"good\",1000],[\"reactor-1/a\",3,\"good\",1000]]");
        assertThat(envelopes("c2")).isEqualTo(second);
    }

    @Test
    void aRecoveryBringsWhatChangedAfterTheCursorAndASnapshotInAnotherEpoch() throws Exception {
        change("a", 1);
        change("b", 2);
        Envelope later =
                subscriptions
                        .subscribe(
                                new Subscription(
                                        "c1",
                                        List.of("north"),
                                        Map.of(REACTOR, new Cursor("e1", 1))))
                        .values()
                        .getFirst();
        assertThat(later.prev()).isEqualTo(1);
        assertThat(later.values()).extracting(Row::signal).containsExactly("reactor-1/b");
        Envelope whole =
                subscriptions
                        .subscribe(
                                new Subscription(
                                        "c1",
                                        List.of("north"),
                                        Map.of(REACTOR, new Cursor("older", 99))))
                        .values()
                        .getFirst();
        assertThat(whole.prev()).isZero();
        assertThat(whole.values()).hasSize(2);
    }

    @Test
    void afterARestartTheEpochShowsThatSeqsDoNotCompare() throws Exception {
        change("a", 1);
        Subscription.Answer unused = subscribe("north");
        plant.latest = new LatestTable("e2");
        change("a", 5);
        change("a", 6);
        values.tick();
        assertThat(envelopes())
                .singleElement()
                .satisfies(e -> assertThat(e.path("epoch").asString()).isEqualTo("e2"));
    }

    @Test
    void aUnitThatAppearsLaterComesToThoseWhoWantItsSite() throws Exception {
        Subscription.Answer unused = subscribe("north");
        plant.assets = FakePlant.assets("reactor", "dryer");
        subscriptions.assetsChanged();
        change("values:north/process/dryer", "x", 9);
        values.tick();
        assertThat(envelopes())
                .singleElement()
                .satisfies(
                        envelope -> {
                            assertThat(envelope.path("group").asString())
                                    .isEqualTo("values:north/process/dryer");
                            assertThat(envelope.path("prev").asLong()).isZero();
                        });
    }

    @Test
    void aLeaseThatNobodyRenewsEnds() throws Exception {
        Subscription.Answer unused = subscribe("north");
        now = now.plus(Duration.ofSeconds(50));
        unused = subscribe("north");
        now = now.plus(Duration.ofSeconds(50));
        subscriptions.expire();
        assertThat(subscriptions.count()).isEqualTo(1);
        now = now.plus(Duration.ofSeconds(11));
        subscriptions.expire();
        assertThat(subscriptions.count()).isZero();
        assertThat(broadcast.membersOf(REACTOR)).isEmpty();
    }

    @Test
    void aClientThatIsGoneIsForgotten() throws Exception {
        Subscription.Answer unused = subscribe("north");
        broadcast.drop("c1");
        assertThat(subscriptions.count()).isZero();
        assertThatThrownBy(() -> subscribe("north"))
                .isInstanceOf(UnknownConnectionException.class)
                .hasMessageContaining("c1");
    }

    @Test
    void whatIsNoPathIsNamed() {
        assertThatThrownBy(() -> subscribe("North Site"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("North Site");
    }

    @Test
    void leavingAPathLeavesItsGroups() throws Exception {
        Subscription.Answer unused = subscribe("north");
        unused = subscribe("south");
        assertThat(broadcast.membersOf(REACTOR)).isEmpty();
        assertThat(broadcast.membersOf("live:south")).containsExactly("c1");
    }

    @Test
    void headsArePublishedEachSecondChangedOrNot() throws Exception {
        change("a", 1);
        Subscription.Answer unused = subscribe("north");
        live.second();
        live.second();
        plant.state = SourceState.LOST;
        plant.journalled = false;
        change("a", 2);
        live.second();
        List<JsonNode> heads =
                broadcast.write("c1").stream()
                        .filter(sent -> sent.target().equals("heads"))
                        .map(FakeBroadcast.Sent::argument)
                        .toList();
        assertThat(heads).hasSize(3);
        assertThat(heads.get(0).path("heads").toString()).isEqualTo("[[\"" + REACTOR + "\",1]]");
        assertThat(heads.get(1).path("heads").size()).isZero();
        assertThat(heads.get(1).path("prev")).isEqualTo(heads.get(0).path("seq"));
        assertThat(heads.get(2).path("state").asString()).isEqualTo("source-lost");
        assertThat(heads.get(2).path("journalled").asBoolean()).isFalse();
    }

    static Transition transition(long seq) {
        return new Transition(
                Groups.place(ALARMS),
                "j1",
                seq - 1,
                seq,
                AlarmEvent.RAISED,
                1_000,
                "0:" + seq + ":0",
                alarm(seq),
                true);
    }

    private static AlarmStatus alarm(long seq) {
        return SampleAlarms.high("north/process/reactor", seq);
    }

    private AlarmLane alarmLane(int capacity) {
        return new AlarmLane(plant, broadcast, capacity, System::nanoTime, new AtomicLong());
    }

    private List<Long> publishedAlarms() {
        return broadcast.write("c1").stream()
                .filter(sent -> sent.target().equals("alarm"))
                .map(sent -> sent.argument().path("seq").asLong())
                .toList();
    }

    @Test
    void everyTransitionIsPublishedOnceAndInOrder() throws Exception {
        AlarmLane lane = alarmLane(100);
        Subscription.Answer unused = subscribe("north");
        lane.offer(List.of(transition(1), transition(2)));
        lane.offer(List.of(transition(2), transition(3)));
        lane.sendWithin(0);
        assertThat(publishedAlarms()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatFindsTheQueueFullIsReadFromTheJournal() throws Exception {
        AlarmLane lane = alarmLane(2);
        Subscription.Answer unused = subscribe("north");
        List<Transition> flood = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        for (long seq = 1; seq <= 50; seq++) {
            flood.add(transition(seq));
            all.add(seq);
        }
        plant.journal.addAll(flood);
        lane.offer(flood);
        lane.sendWithin(0);
        lane.sendWithin(0);
        assertThat(publishedAlarms()).isEqualTo(all);
        assertThat(lane.overflows()).isEqualTo(48);
    }

    @Test
    void aRecoveryBringsTheTransitionsMissedUpToTheHeadItNames() throws Exception {
        plant.journal.addAll(List.of(transition(1), transition(2), transition(3)));
        plant.alarms.add(alarm(3));
        Subscription.Alarms answer =
                subscriptions
                        .subscribe(
                                new Subscription(
                                        "c1",
                                        List.of("north"),
                                        Map.of(ALARMS, new Cursor("j1", 1))))
                        .alarms()
                        .getFirst();
        assertThat(answer.seq()).isEqualTo(3);
        assertThat(answer.missed()).extracting(AlarmTransition::seq).containsExactly(2L, 3L);
        assertThat(answer.current()).hasSize(1);
    }

    @Test
    void aGroupIsGivenWhatChangedSinceTheServiceLastTookSomething() throws Exception {
        Subscription.Answer unused = subscribe("north");
        change("a", 1);
        values.tick();
        JsonNode first = only(broadcast.forGroup(REACTOR, 10_000));
        change("b", 2);
        values.tick();
        DeferredPayload.ForGroup again = broadcast.forGroup(REACTOR, 10_000);
        assertThat(first.path("prev").asLong()).isZero();
        assertThat(only(again).path("prev").asLong()).isZero();
        assertThat(only(again).path("values").size()).isEqualTo(2);
        Objects.requireNonNull(again).accepted().run();
        change("a", 3);
        values.tick();
        assertThat(only(broadcast.forGroup(REACTOR, 10_000)).path("values").toString())
                .isEqualTo("[[\"reactor-1/a\",3,\"good\",1000]]");
    }

    private static JsonNode only(DeferredPayload.@Nullable ForGroup made) {
        assertThat(made).isNotNull();
        assertThat(made.parts()).hasSize(1);
        return json(made.parts().getFirst());
    }

    private static JsonNode json(Payload payload) {
        return JsonMapper.shared().readTree(payload.argumentJson());
    }

    @Test
    void aGroupThatNobodyWantsIsGivenNothingAndItsFirstClientIsAnsweredWithAll() throws Exception {
        change("a", 1);
        values.tick();
        assertThat(broadcast.forGroup(REACTOR, 10_000)).isNull();
        assertThat(subscribe("north").values().getFirst().seq()).isEqualTo(1);
        change("a", 2);
        values.tick();
        assertThat(only(broadcast.forGroup(REACTOR, 10_000)).path("prev").asLong()).isEqualTo(1);
    }

    @Test
    void whatIsTooLargeForOneMessageGoesInPartsThatHoldEveryRowOnce() throws Exception {
        Subscription.Answer unused = subscribe("north");
        for (int i = 0; i < 500; i++) {
            change("signal-" + i, i);
        }
        values.tick();
        DeferredPayload.ForGroup made = Objects.requireNonNull(broadcast.forGroup(REACTOR, 4_000));
        assertThat(made.parts()).hasSizeGreaterThan(4);
        List<String> signals = new ArrayList<>();
        for (int k = 1; k <= made.parts().size(); k++) {
            Payload payload = made.parts().get(k - 1);
            assertThat(payload.size()).isLessThanOrEqualTo(4_000);
            JsonNode part = json(payload);
            assertThat(part.path("part").toString())
                    .isEqualTo("[" + k + "," + made.parts().size() + "]");
            assertThat(part.path("seq").asLong()).isEqualTo(500);
            part.path("values").forEach(row -> signals.add(row.get(0).asString()));
        }
        assertThat(signals).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void aServiceThatCannotBeAskedIsReportedAndTheNextCallJoinsAgain() throws Exception {
        broadcast.unreachable = true;
        assertThatThrownBy(() -> subscribe("north"))
                .isInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("no service");
        assertThat(broadcast.membersOf(REACTOR)).isEmpty();
        broadcast.unreachable = false;
        Subscription.Answer unused = subscribe("north");
        assertThat(broadcast.membersOf(REACTOR)).containsExactly("c1");
    }
}
