package io.lineside.relay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.relay.subscription.Subscriptions;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The publish thread goes on while an answer is made from a journal that may be slow. */
class AnswerBesideOthersTest {

    private final FakePlant plant = new FakePlant();
    private final FakeBroadcast broadcast = new FakeBroadcast();
    private final Subscriptions subscriptions =
            new Subscriptions(plant, plant, plant, broadcast, () -> Instant.EPOCH);

    @Test
    void theMakingOfAnAnswerDoesNotHoldUpThePublishThread() throws Exception {
        broadcast.connect("c1");
        plant.onAlarms = this::letPublishThreadLookAtThePlant;
        Subscription.Answer answer =
                subscriptions.subscribe(new Subscription("c1", List.of("north"), Map.of()));
        assertThat(answer.alarms()).hasSize(1);
    }

    private void letPublishThreadLookAtThePlant() {
        plant.onAlarms = () -> {};
        CompletableFuture<Void> looked = CompletableFuture.runAsync(subscriptions::assetsChanged);
        assertThat(looked).succeedsWithin(Duration.ofSeconds(5));
    }
}
