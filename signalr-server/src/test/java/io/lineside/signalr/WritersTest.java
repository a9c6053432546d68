package io.lineside.signalr;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
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
}
