package io.lineside.relay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StartReportsTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ServiceManager manager = new ServiceManager(told::add, Optional.empty());
    private long now = 5_000_000_000L;

    @Test
    void aLongStartIsExtendedUntilItHasTakenTooLong() {
        StartReports reports = new StartReports(manager, () -> now);

        now += StartReports.LONGEST.toNanos();
        assertThat(reports.turn()).isTrue();
        assertThat(told).containsExactly("EXTEND_TIMEOUT_USEC=30000000");

        now += Duration.ofSeconds(1).toNanos();
        assertThat(reports.turn()).isFalse();
        assertThat(told).hasSize(1);
    }

    @Test
    void theManagerGetsReportsFromTheBeginning() {
        try (StartReports _ = StartReports.begin(manager, () -> now)) {
            await().untilAsserted(
                            () -> assertThat(told).containsExactly("EXTEND_TIMEOUT_USEC=30000000"));
        }
    }
}
