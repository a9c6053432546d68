package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final AtomicLong clock = new AtomicLong();
    private final Progress progress = new Progress(Map.of(), clock::get);

    @Test
    void isStuckWhenMoreIsThereAndNothingComesForLong() {
        progress.done("0", 4);
        pass(3_600);
        assertThat(progress.isStuck("0", 4, PATIENCE)).isFalse();
        assertThat(progress.isStuck("0", 5, PATIENCE)).isFalse();
        pass(6);
        assertThat(progress.isStuck("0", 9, PATIENCE)).isFalse();
        pass(1);
        assertThat(progress.isStuck("0", 9, PATIENCE)).isTrue();
    }

    @Test
    void isNotStuckWhileItMovesOrWaitsForRoom() {
        progress.done("0", 4);
        assertThat(progress.isStuck("0", 9, PATIENCE)).isFalse();
        pass(5);
        progress.done("0", 5);
        assertThat(progress.isStuck("0", 9, PATIENCE)).isFalse();
        pass(5);
        progress.begin("0");
        pass(60);
        assertThat(progress.isStuck("0", 9, PATIENCE)).isFalse();
    }

    @Test
    void aPartitionOfWhichNothingEverCameCanBeStuckToo() {
        assertThat(progress.isStuck("0", 0, PATIENCE)).isFalse();
        pass(7);
        assertThat(progress.isStuck("0", 0, PATIENCE)).isTrue();
        progress.restart();
        assertThat(progress.isStuck("0", 0, PATIENCE)).isFalse();
    }

    @Test
    void anEmptyPartitionIsNotStuck() {
        assertThat(progress.isStuck("0", -1, PATIENCE)).isFalse();
        pass(60);
        assertThat(progress.isStuck("0", -1, PATIENCE)).isFalse();
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
