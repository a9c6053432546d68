package io.lineside.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void keepsTheOrderAndIsDrainedInBoundedPortions() throws InterruptedException {
        for (int i = 0; i < 6_000; i++) {
            assertThat(inbox.put(arrival(i), () -> true)).isTrue();
        }
        List<Inbound> first = inbox.drain(0);
        assertThat(first).hasSize(5_000);
        assertThat(inbox.drain(0)).hasSize(1_000);
        assertThat(inbox.drain(0)).isEmpty();
        assertThat(first.stream().map(item -> ((Inbound.Arrival) item).sequenceNumber()).toList())
                .isEqualTo(IntStream.range(0, 5_000).mapToObj(Long::valueOf).toList());
    }

    @Test
    void aMessageWaitsForRoomAndThatIsCounted() throws InterruptedException {
        for (int i = 0; i < Inbox.CAPACITY; i++) {
            assertThat(inbox.put(arrival(i), () -> true)).isTrue();
        }
        AtomicBoolean put = new AtomicBoolean();
        Thread reader =
                Thread.ofPlatform()
                        .name("reader")
                        .start(
                                () -> {
                                    try {
                                        put.set(inbox.put(arrival(-1), () -> true));
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        await().atMost(Duration.ofSeconds(20)).until(() -> inbox.stats().waits() == 1);
        assertThat(put).isFalse();
        assertThat(inbox.stats().depth()).isEqualTo(Inbox.CAPACITY);
        assertThat(inbox.drain(0)).isNotEmpty();
        reader.join(20_000);
        assertThat(put).isTrue();
    }

    @Test
    void aMessageNobodyWantsAnyMoreIsGivenUp() throws InterruptedException {
        for (int i = 0; i < Inbox.CAPACITY; i++) {
            assertThat(inbox.put(arrival(i), () -> true)).isTrue();
        }
        assertThat(inbox.put(arrival(-1), () -> false)).isFalse();
    }

    @Test
    void reportsNeverWaitAndAreRefusedWhenThereAreTooMany() {
        Inbound report = new Inbound.Source(new SourceEvent.Lost("x"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(inbox.offer(report)).isTrue();
        }
        assertThat(inbox.offer(report)).isFalse();
        assertThat(inbox.stats().refused()).isEqualTo(1);
    }

    private static Inbound.Arrival arrival(long number) {
        return new Inbound.Arrival(
                "0",
                number,
                Instant.EPOCH,
                "d",
                1,
                new Decoded.Ignored("x"),
                new Moment(Instant.EPOCH, 0));
    }
}
