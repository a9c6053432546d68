package io.lineside.relay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceReportsTest {

    private static final Duration WATCHDOG = Duration.ofSeconds(30);

    private final List<String> told = new ArrayList<>();
    private final FakeRelay relay = new FakeRelay();
    private long now = 5_000_000_000L;
    private final ServiceReports reports =
            new ServiceReports(
                    new ServiceManager(told::add, Optional.of(WATCHDOG)), relay, () -> now);

    private static final class FakeRelay implements ServiceReports.Subject {
        boolean reads;
        String status = "waiting";
        @Nullable String stuck;

        @Override
        public boolean reads() {
            return reads;
        }

        @Override
        public String status() {
            return status;
        }

        @Override
        public @Nullable String stuck() {
            return stuck;
        }
    }

    private List<String> after(Duration time) {
        told.clear();
        now += time.toNanos();
        reports.turn();
        return List.copyOf(told);
    }

    @Test
    void isReadyOnlyWhenItReads() {
        assertThat(after(Duration.ZERO))
                .containsExactly("WATCHDOG=1", "EXTEND_TIMEOUT_USEC=30000000", "STATUS=waiting");
        assertThat(after(Duration.ofSeconds(1))).containsExactly("EXTEND_TIMEOUT_USEC=30000000");
        relay.reads = true;
        relay.status = "live";
        assertThat(after(Duration.ofSeconds(1))).containsExactly("READY=1\nSTATUS=live");
        assertThat(after(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aHubThatIsNotThereHoldsTheStartUpForSomeTimeOnly() {
        after(Duration.ZERO);
        assertThat(after(ServiceReports.HUB_PATIENCE.minusSeconds(1)))
                .noneMatch(message -> message.startsWith("READY"));
        assertThat(after(Duration.ofSeconds(1))).contains("READY=1\nSTATUS=waiting");
    }

    @Test
    void aChangedStatusIsReportedOnce() {
        relay.reads = true;
        after(Duration.ZERO);
        relay.status = "the hub is not reached";
        assertThat(after(Duration.ofSeconds(1))).containsExactly("STATUS=the hub is not reached");
        assertThat(after(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void aSignOfLifeIsGivenTwiceInTheManagersTime() {
        relay.reads = true;
        assertThat(after(Duration.ZERO)).contains("WATCHDOG=1");
        assertThat(after(Duration.ofSeconds(14))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).containsExactly("WATCHDOG=1");
    }

    @Test
    void whileAPartIsStuckThereIsNoSignOfLifeAndThePartIsNamed() {
        relay.reads = true;
        after(Duration.ZERO);
        relay.stuck = "the plant thread makes no progress";
        assertThat(after(Duration.ofSeconds(15)))
                .containsExactly("STATUS=stuck: the plant thread makes no progress");
        assertThat(after(Duration.ofSeconds(15))).doesNotContain("WATCHDOG=1");
        relay.stuck = null;
        assertThat(after(Duration.ofSeconds(15))).containsExactly("WATCHDOG=1", "STATUS=waiting");
    }
}
