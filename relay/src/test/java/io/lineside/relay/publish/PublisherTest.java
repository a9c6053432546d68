package io.lineside.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.subscription.Subscriptions;
import io.lineside.relay.subscription.UnknownConnectionException;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The publish thread itself, when a lane fails. */
class PublisherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private final FakePlant plant = new FakePlant();
    private final Failing broadcast = new Failing();
    private final Subscriptions subscriptions =
            new Subscriptions(plant, plant, plant, broadcast, () -> NOON);
    private final Publisher publisher =
            new Publisher(
                    plant,
                    plant,
                    plant,
                    subscriptions,
                    broadcast,
                    Duration.ofMillis(20),
                    () -> NOON,
                    System::nanoTime);

    /** Counts messages by target, and fails when the test asks for it. */
    private static final class Failing implements Broadcast {
        volatile Consumer<String> trouble = _ -> {};
        volatile Consumer<String> joinTrouble = _ -> {};
        final List<String> joined = new CopyOnWriteArrayList<>();
        final AtomicInteger values = new AtomicInteger();
        final AtomicInteger heads = new AtomicInteger();
        final AtomicInteger alarms = new AtomicInteger();
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public void send(String group, Payload payload) {
            asked.incrementAndGet();
            trouble.accept(payload.target());
            (payload.target().equals("alarm") ? alarms : heads).incrementAndGet();
        }

        @Override
        public void sendDeferred(String group, DeferredPayload payload) {
            asked.incrementAndGet();
            trouble.accept("values");
            values.incrementAndGet();
        }

        @Override
        public CompletableFuture<Boolean> join(String connection, Collection<String> groups) {
            joinTrouble.accept(connection);
            groups.forEach(group -> joined.add(connection + " " + group));
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void leave(String connection, Collection<String> groups) {}

        @Override
        public CompletableFuture<Boolean> isConnected(String connection) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void onGone(Consumer<String> listener) {}
    }

    @BeforeEach
    void listen() {
        plant.listeners.add(publisher);
    }

    @AfterEach
    void stop() {
        publisher.close();
    }

    private void change() {
        assertThat(
                        plant.latest.apply(
                                Map.of(
                                        new AssetPath("north/process/reactor"),
                                        List.of(
                                                Sample.good(
                                                        new SignalId("reactor-1", "a"),
                                                        new Value.Num(1),
                                                        Instant.ofEpochMilli(1_000))))))
                .isPositive();
    }

    private void alarm(long seq) {
        plant.commit(List.of(PublishingTest.transition(seq)), false);
    }

    private static Consumer<String> breaks(String target, Throwable by) {
        return asked -> {
            if (asked.equals(target)) {
                if (by instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) by;
            }
        };
    }

    @Test
    void anErrorDoesNotEndPublishing() {
        broadcast.trouble = breaks("values", new StackOverflowError());
        change();
        publisher.start();
        await().atMost(PATIENCE).until(() -> publisher.failures() > 0);
        broadcast.trouble = _ -> {};
        await().atMost(PATIENCE).until(() -> broadcast.values.get() == 1);
    }

    @Test
    void aLaneThatFailsKeepsNoOtherFromItsRounds() {
        broadcast.trouble = breaks("values", new IllegalStateException("broken"));
        change();
        publisher.start();
        alarm(1);
        await().atMost(PATIENCE)
                .until(() -> broadcast.heads.get() > 0 && broadcast.alarms.get() > 0);
    }

    @Test
    void aTransitionWhoseSendingFailedIsReadFromTheJournal() {
        broadcast.trouble = breaks("alarm", new NoClassDefFoundError("gone"));
        publisher.start();
        alarm(1);
        await().atMost(PATIENCE).until(() -> publisher.failures() > 0);
        broadcast.trouble = _ -> {};
        await().atMost(PATIENCE).until(() -> broadcast.alarms.get() == 1);
    }

    private void subscribe(String client) throws UnknownConnectionException {
        Subscription.Answer unused =
                subscriptions.subscribe(new Subscription(client, List.of("north"), Map.of()));
    }

    private void aUnitAppears() {
        plant.assets = FakePlant.assets("reactor", "mixer");
        plant.commit(List.of(), true);
    }

    @Test
    void aJoinThatFailedOnceIsDoneAtTheNextTick() throws Exception {
        subscribe("c1");
        subscribe("c2");
        AtomicBoolean first = new AtomicBoolean(true);
        broadcast.joinTrouble =
                _ -> {
                    if (first.getAndSet(false)) {
                        throw new StackOverflowError();
                    }
                };
        change();
        aUnitAppears();
        publisher.start();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(broadcast.joined)
                                        .contains(
                                                "c1 values:north/process/mixer",
                                                "c2 values:north/process/mixer"));
        await().atMost(PATIENCE).until(() -> broadcast.values.get() == 1);
        assertThat(publisher.failures()).isEqualTo(1);
    }

    @Test
    void aClientThatCannotBeLetInHoldsUpNeitherValuesNorOtherClients() throws Exception {
        subscribe("c1");
        subscribe("c2");
        broadcast.joinTrouble = breaks("c1", new IllegalStateException("broken"));
        change();
        aUnitAppears();
        publisher.start();
        await().atMost(PATIENCE).until(() -> broadcast.values.get() == 1);
        assertThat(broadcast.joined)
                .contains("c2 values:north/process/mixer")
                .doesNotContain("c1 values:north/process/mixer");
    }

    @Test
    void aSubscriptionWhoseJoinFailedJoinsWhenItIsTriedAgain() throws Exception {
        publisher.start();
        broadcast.joinTrouble = breaks("c1", new IllegalStateException("broken"));
        assertThatThrownBy(() -> subscribe("c1")).isInstanceOf(IllegalStateException.class);
        broadcast.joinTrouble = _ -> {};
        subscribe("c1");
        assertThat(broadcast.joined).contains("c1 values:north/process/reactor");
    }

    @Test
    void alarmsGoOutAndTheLaneMakesProgressThoughTheJournalCannotBeRead() {
        plant.unreadable = true;
        for (long seq = 1; seq <= AlarmLane.CAPACITY + 2; seq++) {
            alarm(seq);
        }
        publisher.start();
        await().atMost(PATIENCE).until(() -> publisher.failures() > 0);
        int before = broadcast.alarms.get();
        long round = publisher.lastRoundNanos();
        // This transition comes after a gap, which clients see by its prev.
        alarm(AlarmLane.CAPACITY + 3);
        await().atMost(PATIENCE).until(() -> broadcast.alarms.get() == before + 1);
        await().atMost(PATIENCE).until(() -> publisher.lastRoundNanos() - round > 0);
        assertThat(publisher.stuck()).isNull();
    }

    @Test
    void aJournalThatCanBeReadAgainIsReadAgain() {
        plant.unreadable = true;
        for (long seq = 1; seq <= AlarmLane.CAPACITY + 2; seq++) {
            alarm(seq);
        }
        publisher.start();
        await().atMost(PATIENCE).until(() -> publisher.failures() > 0);
        assertThat(broadcast.alarms).hasValue(AlarmLane.CAPACITY);
        plant.unreadable = false;
        await().atMost(PATIENCE).until(() -> broadcast.alarms.get() == AlarmLane.CAPACITY + 2);
    }

    @Test
    void aLaneWhoseEveryRoundFailsMakesNoProgressThoughTheOthersDo() {
        broadcast.trouble = breaks("values", new StackOverflowError());
        change();
        publisher.start();
        await().atMost(PATIENCE).until(() -> broadcast.heads.get() > 0);
        long before = publisher.lastRoundNanos();
        assertThat(publisher.lagging()).isEqualTo("values");
        await().atMost(PATIENCE).until(() -> broadcast.asked.get() > 30);
        assertThat(publisher.lastRoundNanos()).isEqualTo(before);
        broadcast.trouble = _ -> {};
        await().atMost(PATIENCE).until(() -> publisher.lastRoundNanos() > before);
    }

    @Test
    void whatIsNotPublishedIsReportedOnceItHasLastedTooLong() {
        publisher.start();
        AtomicLong now = new AtomicLong();
        Publisher unstarted =
                new Publisher(
                        plant,
                        plant,
                        plant,
                        new Subscriptions(plant, plant, plant, broadcast, () -> NOON),
                        broadcast,
                        Duration.ofMillis(20),
                        () -> NOON,
                        now::get);
        now.set(Publisher.SILENCE.toNanos());
        assertThat(unstarted.stuck()).isNull();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(unstarted.stuck()).isEqualTo("values have not been published for 11 s");
    }
}
