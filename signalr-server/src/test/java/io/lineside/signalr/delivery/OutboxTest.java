package io.lineside.signalr.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.OutboxStats;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {

    private static final HubConnection RECEIVER = new Receiver();

    private final Outlet outlet = (batch, done) -> {};
    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final Outbox outbox =
            new Outbox(1000, counters, ready::incrementAndGet, finished::incrementAndGet);

    @BeforeEach
    void connect() {
        outbox.connect(outlet);
    }

    @Test
    void asksForOneWriteHoweverMuchIsOffered() {
        outbox.offer(bytes("a"));
        outbox.offer(bytes("b"));

        assertThat(ready).hasValue(1);
        assertThat(write()).containsExactly("a", "b");
        assertThat(ready).hasValue(1);
    }

    @Test
    void asksAgainWhenMoreCameDuringAWrite() {
        outbox.offer(bytes("a"));
        Batch first = outbox.take(RECEIVER);
        outbox.offer(bytes("b"));
        assertThat(ready).hasValue(1);

        outbox.written(first);

        assertThat(ready).hasValue(2);
        assertThat(write()).containsExactly("b");
    }

    @Test
    void refusesWhatGoesOverItsBoundWhileASocketTakesNoMoreAndCountsWhatIsBeingWritten() {
        assertThat(outbox.offer(sized(600))).isEqualTo(Outbox.Offer.TAKEN);
        Batch first = outbox.take(RECEIVER);
        outbox.stuck();
        assertThat(outbox.offer(sized(401))).isEqualTo(Outbox.Offer.FULL);
        assertThat(outbox.offer(sized(400))).isEqualTo(Outbox.Offer.TAKEN);

        outbox.written(first);

        assertThat(outbox.stats().waitingBytes()).isEqualTo(400);
        assertThat(outbox.offer(sized(600))).isEqualTo(Outbox.Offer.TAKEN);
    }

    @Test
    void doesNotCallAClientSlowWhoseSocketTakesAllItIsGiven() {
        for (int waiting = 0; waiting < 16; waiting++) {
            assertThat(outbox.offer(sized(1000))).isEqualTo(Outbox.Offer.TAKEN);
        }
        assertThat(outbox.offer(sized(1))).isEqualTo(Outbox.Offer.FULL);

        outbox.written(outbox.take(RECEIVER));
        outbox.stuck();

        assertThat(outbox.offer(sized(16_000))).isEqualTo(Outbox.Offer.TAKEN);
    }

    @Test
    void leavesNoGapBetweenWhatItTookAndTheEndWhenOneOfSeveralIsTooMuch() {
        outbox.take(RECEIVER);
        outbox.offer(sized(100));
        outbox.take(RECEIVER);
        outbox.stuck();

        assertThat(outbox.offerAll(List.of(sized(400), sized(600), sized(1))))
                .isEqualTo(Outbox.Offer.FULL);

        assertThat(outbox.offer(sized(1))).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(outbox.offerAll(List.of(sized(1)))).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(outbox.stats().waitingMessages()).isEqualTo(1);
    }

    @Test
    void letsOneLargeMessagePassWhenNothingElseWaits() {
        assertThat(outbox.offer(sized(20_000))).isEqualTo(Outbox.Offer.TAKEN);
        assertThat(outbox.offer(sized(1))).isEqualTo(Outbox.Offer.FULL);
    }

    @Test
    void makesADeferredMessageOnlyWhenItIsTakenAndOnlyTheNewest() {
        AtomicInteger made = new AtomicInteger();
        for (int i = 1; i <= 5; i++) {
            int number = i;
            outbox.offerDeferred(
                    "k",
                    connection -> {
                        made.incrementAndGet();
                        return deferred("late " + number);
                    });
        }
        outbox.offer(bytes("b"));
        assertThat(made).hasValue(0);

        assertThat(write()).containsExactly("late 5", "b");

        assertThat(made).hasValue(1);
        assertThat(outbox.stats().conflated()).isEqualTo(4);
        assertThat(counters.conflated.sum()).isEqualTo(4);
    }

    @Test
    void keepsADeferredMessageThatCameWhileAnOlderOneWasBeingWritten() {
        outbox.offerDeferred("k", connection -> deferred("old"));
        Batch old = outbox.take(RECEIVER);
        outbox.offerDeferred("k", connection -> deferred("new"));
        outbox.written(old);

        assertThat(write()).containsExactly("new");
        assertThat(outbox.stats().conflated()).isZero();
    }

    @Test
    void sendsNothingForADeferredMessageThatHasNothingToSay() {
        outbox.offerDeferred("k", connection -> null);

        assertThat(write()).isEmpty();
        assertThat(outbox.stats().waitingBytes()).isZero();
        outbox.offer(bytes("a"));
        assertThat(ready).hasValue(2);
    }

    @Test
    void countsADeferredMessageThatFailsAndGoesOn() {
        outbox.offerDeferred(
                "k",
                connection -> {
                    throw new IllegalStateException("broken");
                });
        outbox.offer(bytes("a"));

        assertThat(write()).containsExactly("a");
        assertThat(counters.deferredFailures.sum()).isEqualTo(1);
    }

    @Test
    void boundsDeferredMessagesOfManyKeysToo() {
        int taken = 0;
        outbox.disconnect();
        while (outbox.offerDeferred("key " + taken, connection -> null) == Outbox.Offer.TAKEN) {
            taken++;
        }

        assertThat(taken).isBetween(5, 10);
    }

    @Test
    void joinsMessagesUpToSixtyFourKilobytesAndKeepsTheirOrder() {
        Outbox wide = new Outbox(1 << 20, counters, ready::incrementAndGet, () -> {});
        wide.connect(outlet);
        wide.offer(sized(40_000));
        wide.offerDeferred("k", connection -> EncodedMessage.rawInvocation("x", new byte[29_957]));
        wide.offer(sized(100_000));
        wide.offer(sized(1));

        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Batch batch = wide.take(RECEIVER);
            writes.add(batch.bytes());
            wide.written(batch);
        }

        assertThat(writes).containsExactly(40_000, 30_000, 100_000, 1);
        assertThat(wide.stats()).isEqualTo(new OutboxStats(0, 0, 4, 170_001, 4, 0));
    }

    @Test
    void finishesBehindWhatWaitsAndTakesNothingMore() {
        outbox.offer(bytes("a"));
        outbox.finish(bytes("bye"));
        assertThat(outbox.offer(bytes("b"))).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(outbox.offerDeferred("k", connection -> null)).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(finished).hasValue(0);

        assertThat(write()).containsExactly("a", "bye");

        assertThat(finished).hasValue(1);
    }

    @Test
    void dropsAndCountsWhatWaitsWhenItIsDiscarded() {
        outbox.offer(bytes("a"));
        Batch inFlight = outbox.take(RECEIVER);
        outbox.offer(bytes("b"));
        outbox.discard();
        outbox.written(inFlight);

        assertThat(counters.discarded.sum()).isEqualTo(1);
        assertThat(outbox.stats().waitingBytes()).isZero();
        assertThat(finished).hasValue(0);
    }

    @Test
    void pingsOnlyWhenNothingElseIsOnItsWay() {
        assertThat(outbox.offerIfIdle(bytes("ping"))).isTrue();
        assertThat(outbox.offerIfIdle(bytes("ping"))).isFalse();
        assertThat(write()).containsExactly("ping");
        assertThat(outbox.offerIfIdle(bytes("ping"))).isTrue();
    }

    @Test
    void keepsWhatIsOfferedWhileNobodyIsThere() {
        outbox.disconnect();
        outbox.offer(bytes("a"));
        assertThat(outbox.offerIfIdle(bytes("ping"))).isFalse();
        assertThat(ready).hasValue(0);

        outbox.connect(outlet);

        assertThat(write()).containsExactly("a");
    }

    @Test
    void sendsAgainToAClientThatComesBackWhatItHasNotAcknowledged() {
        speakToOneThatMayComeBack(1000);
        outbox.offer(bytes("a"));
        outbox.offer(bytes("b"));
        assertThat(write()).containsExactly("a", "b");
        outbox.acknowledged(1);
        outbox.offer(bytes("c"));
        Batch lost = outbox.take(RECEIVER);

        outbox.disconnect();
        outbox.unwritten(lost);
        outbox.offer(bytes("d"));
        outbox.connect(outlet);

        Batch again = outbox.take(RECEIVER);
        assertThat(new String(again.messages().getFirst().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":9,\"sequenceId\":2}\u001e");
        assertThat(again.messages().stream().skip(1).map(OutboxTest::text))
                .containsExactly("b", "c", "d");
    }

    @Test
    void countsAFullReplayBufferAsASocketThatCannotBeWritten() {
        speakToOneThatMayComeBack(10);
        outbox.offer(bytes("0123456789"));
        outbox.offer(bytes("a"));
        outbox.offerDeferred("k", connection -> deferred("old"));
        outbox.offerDeferred("k", connection -> deferred("new"));
        assertThat(write()).containsExactly("0123456789");
        assertThat(write()).isEmpty();

        outbox.offerFirst(Encoded.text("ack"));
        assertThat(write()).containsExactly("ack");
        outbox.acknowledged(1);

        assertThat(write()).containsExactly("a", "new");
    }

    @Test
    void asksForNoWriteAnyMoreWhenAClientThatIsBackIsGoneBeforeItWasToldWhatItMissed() {
        speakToOneThatMayComeBack(1000);
        outbox.offer(bytes("a"));
        assertThat(write()).containsExactly("a");
        outbox.disconnect();
        outbox.connect(outlet);
        outbox.discard();
        int asked = ready.get();

        assertThat(write()).isEmpty();

        assertThat(ready).hasValue(asked);
    }

    @Test
    void finishesThoughTheClientHasNotAcknowledgedWhatFillsItsReplayBuffer() {
        speakToOneThatMayComeBack(10);
        outbox.offer(bytes("0123456789"));
        outbox.offer(bytes("a"));
        assertThat(write()).containsExactly("0123456789");

        outbox.finish(bytes("bye"));

        assertThat(write()).containsExactly("a", "bye");
        assertThat(finished).hasValue(1);
    }

    @Test
    void pingsAClientThatHasNotAcknowledgedWhatFillsItsReplayBuffer() {
        speakToOneThatMayComeBack(10);
        outbox.offer(bytes("0123456789"));
        outbox.offer(bytes("a"));
        assertThat(write()).containsExactly("0123456789");

        assertThat(outbox.offerIfIdle(Encoded.text("ping"))).isTrue();

        assertThat(write()).containsExactly("ping");
    }

    @Test
    void countsADeferredMessageThatEndsInAnErrorAndGoesOn() {
        outbox.offerDeferred(
                "k",
                connection -> {
                    throw new StackOverflowError("deep");
                });
        outbox.offer(bytes("a"));

        assertThat(write()).containsExactly("a");
        assertThat(counters.deferredFailures.sum()).isEqualTo(1);
    }

    /**
     * @param replayBytes of what it has not acknowledged
     */
    private void speakToOneThatMayComeBack(int replayBytes) {
        outbox.speak(HubProtocol.JSON, Encoded.text("{}"), replayBytes);
        assertThat(outbox.take(RECEIVER).messages()).hasSize(1);
        outbox.idle();
    }

    private List<String> write() {
        Batch batch = outbox.take(RECEIVER);
        if (batch.messages().isEmpty()) {
            outbox.idle();
        } else {
            outbox.written(batch);
        }
        return batch.messages().stream().map(OutboxTest::text).toList();
    }

    private static String text(Encoded message) {
        String payload = new String(message.payload(), StandardCharsets.UTF_8);
        return payload.startsWith("{")
                ? JsonMapper.shared()
                        .readTree(payload.replace("\u001e", ""))
                        .get("target")
                        .stringValue()
                : payload;
    }

    private static EncodedMessage deferred(String text) {
        return EncodedMessage.invocation(text);
    }

    private static Encoded bytes(String text) {
        return Encoded.text(text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** A message of this size on the wire. */
    private static Encoded sized(int bytes) {
        return new Encoded(new byte[bytes], 0, true);
    }

    private record Receiver() implements HubConnection {
        @Override
        public java.util.concurrent.CompletableFuture<tools.jackson.databind.JsonNode> ask(
                String target, Object... arguments) {
            return new java.util.concurrent.CompletableFuture<>();
        }

        @Override
        public String id() {
            return "receiver";
        }

        @Override
        public Principal principal() {
            return () -> "nobody";
        }

        @Override
        public void send(String target, Object... arguments) {}

        @Override
        public void abort(String reason) {}

        @Override
        public void close(@Nullable String error, boolean mayComeBack) {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public OutboxStats outbox() {
            return new OutboxStats(0, 0, 0, 0, 0, 0);
        }
    }
}
