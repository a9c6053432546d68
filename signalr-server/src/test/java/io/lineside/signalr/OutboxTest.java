package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final HubConnection RECEIVER = new Receiver();

    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private final Outbox outbox =
            new Outbox(1000, counters, ready::incrementAndGet, finished::incrementAndGet);

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
        Outbox.Batch first = outbox.take(RECEIVER);
        outbox.offer(bytes("b"));
        assertThat(ready).hasValue(1);

        outbox.written(first);

        assertThat(ready).hasValue(2);
        assertThat(write()).containsExactly("b");
    }

    @Test
    void refusesWhatGoesOverItsBoundAndCountsWhatIsBeingWritten() {
        assertThat(outbox.offer(new byte[600])).isEqualTo(Outbox.Offer.TAKEN);
        Outbox.Batch first = outbox.take(RECEIVER);
        assertThat(outbox.offer(new byte[401])).isEqualTo(Outbox.Offer.FULL);
        assertThat(outbox.offer(new byte[400])).isEqualTo(Outbox.Offer.TAKEN);

        outbox.written(first);

        assertThat(outbox.stats().waitingBytes()).isEqualTo(400);
        assertThat(outbox.offer(new byte[600])).isEqualTo(Outbox.Offer.TAKEN);
    }

    @Test
    void letsOneLargeMessagePassWhenNothingElseWaits() {
        assertThat(outbox.offer(new byte[5000])).isEqualTo(Outbox.Offer.TAKEN);
        assertThat(outbox.offer(new byte[1])).isEqualTo(Outbox.Offer.FULL);
    }

    @Test
    void makesALateMessageOnlyWhenItIsTakenAndOnlyTheNewest() {
        AtomicInteger made = new AtomicInteger();
        for (int i = 1; i <= 5; i++) {
            int number = i;
            outbox.offerLate(
                    "k",
                    connection -> {
                        made.incrementAndGet();
                        return EncodedMessage.ready(bytes("late " + number));
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
    void keepsALateMessageThatCameWhileAnOlderOneWasBeingWritten() {
        outbox.offerLate("k", connection -> EncodedMessage.ready(bytes("old")));
        Outbox.Batch old = outbox.take(RECEIVER);
        outbox.offerLate("k", connection -> EncodedMessage.ready(bytes("new")));
        outbox.written(old);

        assertThat(write()).containsExactly("new");
        assertThat(outbox.stats().conflated()).isZero();
    }

    @Test
    void sendsNothingForALateMessageThatHasNothingToSay() {
        outbox.offerLate("k", connection -> null);

        assertThat(write()).isEmpty();
        assertThat(outbox.stats().waitingBytes()).isZero();
        outbox.offer(bytes("a"));
        assertThat(ready).hasValue(2);
    }

    @Test
    void countsALateMessageThatFailsAndGoesOn() {
        outbox.offerLate(
                "k",
                connection -> {
                    throw new IllegalStateException("broken");
                });
        outbox.offer(bytes("a"));

        assertThat(write()).containsExactly("a");
        assertThat(counters.lateFailures.sum()).isEqualTo(1);
    }

    @Test
    void boundsLateMessagesOfManyKeysToo() {
        int taken = 0;
        while (outbox.offerLate("key " + taken, connection -> null) == Outbox.Offer.TAKEN) {
            taken++;
        }

        assertThat(taken).isBetween(5, 10);
    }

    @Test
    void joinsMessagesUpToSixtyFourKilobytesAndKeepsTheirOrder() {
        Outbox wide = new Outbox(1 << 20, counters, ready::incrementAndGet, () -> {});
        wide.offer(new byte[40_000]);
        wide.offerLate("k", connection -> EncodedMessage.ready(new byte[30_000]));
        wide.offer(new byte[100_000]);
        wide.offer(new byte[1]);

        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Outbox.Batch batch = wide.take(RECEIVER);
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
        assertThat(outbox.offerLate("k", connection -> null)).isEqualTo(Outbox.Offer.CLOSED);
        assertThat(finished).hasValue(0);

        assertThat(write()).containsExactly("a", "bye");

        assertThat(finished).hasValue(1);
    }

    @Test
    void dropsAndCountsWhatWaitsWhenItIsDiscarded() {
        outbox.offer(bytes("a"));
        Outbox.Batch inFlight = outbox.take(RECEIVER);
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

    private List<String> write() {
        Outbox.Batch batch = outbox.take(RECEIVER);
        if (batch.messages().isEmpty()) {
            outbox.idle();
        } else {
            outbox.written(batch);
        }
        return batch.messages().stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        public boolean isOpen() {
            return true;
        }

        @Override
        public OutboxStats outbox() {
            return new OutboxStats(0, 0, 0, 0, 0, 0);
        }
    }
}
