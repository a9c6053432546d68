package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.eventhubs.models.PartitionOwnership;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class OwnershipTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Ownership ownership = new Ownership(InstantSource.fixed(NOW));

    @Test
    void oneListSubscribedTwiceShowsWhatWasClaimedAndReleasedBetween() {
        Flux<PartitionOwnership> list = list();
        assertThat(partitions(list)).isEmpty();
        claim("0").blockLast();
        claim("1").blockLast();
        assertThat(partitions(list)).containsExactlyInAnyOrder("0", "1");
        ownership.release("0");
        assertThat(partitions(list)).containsExactly("1");
    }

    @Test
    void aClaimTakesEffectWhenItIsSubscribed() {
        Flux<PartitionOwnership> claim = claim("0");
        assertThat(partitions(list())).isEmpty();
        PartitionOwnership claimed = claim.blockLast();
        assertThat(partitions(list())).containsExactly("0");
        assertThat(claimed)
                .satisfies(
                        it -> {
                            assertThat(it.getLastModifiedTime()).isEqualTo(NOW.toEpochMilli());
                            assertThat(it.getETag()).isNotBlank();
                        });
    }

    @Test
    void aClaimWithoutAnOwnerGivesThePartitionUp() {
        claim("0").blockLast();
        ownership.claimOwnership(List.of(request("0").setOwnerId(""))).blockLast();
        assertThat(partitions(list())).isEmpty();
    }

    @Test
    void onceClosedNothingIsAnsweredNotEvenByWhatWasHandedOutBefore() {
        claim("0").blockLast();
        Flux<PartitionOwnership> list = list();
        Flux<PartitionOwnership> claim = claim("1");
        ownership.close();
        neverAnswers(list);
        neverAnswers(claim);
        neverAnswers(list());
        neverAnswers(claim("1"));
    }

    private Flux<PartitionOwnership> list() {
        return ownership.listOwnership("namespace", "hub", "group");
    }

    private Flux<PartitionOwnership> claim(String partition) {
        return ownership.claimOwnership(List.of(request(partition)));
    }

    private static PartitionOwnership request(String partition) {
        return new PartitionOwnership().setPartitionId(partition).setOwnerId("relay");
    }

    private static List<String> partitions(Flux<PartitionOwnership> list) {
        return list.map(PartitionOwnership::getPartitionId).toStream().toList();
    }

    private static void neverAnswers(Flux<PartitionOwnership> flux) {
        assertThatThrownBy(() -> flux.blockLast(Duration.ofMillis(50)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Timeout");
    }
}
