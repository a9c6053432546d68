package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LaneTest {

    private static final int MANY = 64;

    private final AtomicInteger done = new AtomicInteger();

    @Test
    void goesOnAfterAnError() {
        Lane lane = new Lane("test-lane", () -> {});

        lane.submit(
                () -> {
                    throw new StackOverflowError("of a test");
                });
        lane.submit(done::incrementAndGet);

        await().untilAsserted(() -> assertThat(done).hasValue(1));
    }

    @Test
    void losesNothingWhenReadingCannotGoOn() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Lane lane =
                new Lane(
                        "test-lane",
                        () -> {
                            throw new NoClassDefFoundError("of a test");
                        });
        lane.submit(() -> awaitUninterrupted(mayGoOn));
        for (int i = 0; i < MANY + 1; i++) {
            lane.submit(done::incrementAndGet);
        }
        assertThat(lane.pauseWhenLoaded()).isTrue();

        mayGoOn.countDown();

        await().untilAsserted(() -> assertThat(done).hasValue(MANY + 1));
        assertThat(lane.paused()).isFalse();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
