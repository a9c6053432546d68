package io.lineside.signalr.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WritersTest {

    @Test
    void whatIsSaidWhileARoundIsBeingSettledIsSettledToo() {
        AtomicInteger settled = new AtomicInteger();
        CompletableFuture<Writers> writers = new CompletableFuture<>();
        Runnable saysMoreWhenItIsSettledFirst =
                () -> {
                    if (settled.getAndIncrement() == 0) {
                        writers.join().wake();
                    }
                };
        try (Writers made = new Writers(saysMoreWhenItIsSettledFirst)) {
            writers.complete(made);

            made.wake();

            await().until(() -> settled.get() >= 2);
        }
    }

    @Test
    void anErrorInARoundDoesNotEndTheWriter() {
        AtomicInteger settled = new AtomicInteger();
        Runnable failsFirst =
                () -> {
                    if (settled.getAndIncrement() == 0) {
                        throw new StackOverflowError("deep");
                    }
                };
        try (Writers writers = new Writers(failsFirst)) {
            writers.wake();
            await().until(() -> settled.get() >= 1);

            int before = settled.get();
            writers.wake();

            await().until(() -> settled.get() > before);
        }
    }

    @Test
    void beingWokenAgainAndAgainWhileItIsBusyCostsOneJob() throws Exception {
        AtomicInteger settled = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Runnable isBusyFirst =
                () -> {
                    if (settled.getAndIncrement() == 0) {
                        busy.countDown();
                        awaitQuietly(go);
                    }
                };
        try (Writers writers = new Writers(isBusyFirst)) {
            writers.wake();
            busy.await();
            for (int i = 0; i < 1_000; i++) {
                writers.wake();
            }

            assertThat(writers.waiting()).isLessThanOrEqualTo(1);

            go.countDown();
            await().until(() -> settled.get() >= 2);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
