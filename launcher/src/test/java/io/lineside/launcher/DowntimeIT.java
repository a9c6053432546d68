package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.desktop.App;
import io.lineside.desktop.latest.Reading;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The relay was down for two hours: what it reads after the start is history, and must not look
 * like the present.
 */
class DowntimeIT {

    private static final SignalId LOAD = new SignalId("press-4", "load");
    private static final int MESSAGES = 14_400;
    private static final Duration AWAY = Duration.ofHours(2);

    /** A value that looks live may be no older than this. */
    private static final Duration PRESENT = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void catchesUpWithTwoHoursWithoutShowingOldValuesAsLive() throws Exception {
        Instant now = Instant.now();
        Instant left = now.minus(AWAY);
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            long unused = chain.hub().append(load(10, left), left);
            chain.startRelay();
            chain.awaitLive();
            chain.killRelay();
            for (int i = 1; i <= MESSAGES; i++) {
                Instant at = left.plus(AWAY.multipliedBy(i).dividedBy(MESSAGES));
                unused = chain.hub().append(load(20 + i % 50, at), at);
            }
            chain.startRelay();
            App desktop = chain.openDesktop(chain.relayUrl());

            await().atMost(Chain.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> looksLiveOnlyWhenItIs(desktop) && hasLast(desktop));
            chain.awaitReceived(MESSAGES);
            unused = chain.hub().append(load(42, Instant.now()), Instant.now());
            await().atMost(Chain.PATIENCE).until(() -> desktop.values().of(LOAD).looksLive());
            assertThat(desktop.values().of(LOAD).value()).isEqualTo(new Value.Num(42));
            assertThat(desktop.link().passages())
                    .extracting("source")
                    .contains("catching-up")
                    .endsWith("live");
        }
    }

    private static DeviceMessage load(int value, Instant at) {
        return DeviceMessage.telemetry(
                "press-4", "{\"time\":\"" + at + "\",\"load\":" + value + "}");
    }

    private static boolean looksLiveOnlyWhenItIs(App desktop) {
        Reading reading = desktop.values().of(LOAD);
        Duration age = Duration.ofMillis(System.currentTimeMillis() - reading.sourceTime());
        assertThat(reading.looksLive() && age.compareTo(PRESENT) > 0)
                .as("a value of %s that is %s old looks live", reading.value(), age)
                .isFalse();
        return true;
    }

    private static boolean hasLast(App desktop) {
        return desktop.values().of(LOAD).value() instanceof Value.Num(double number)
                && number == 20 + MESSAGES % 50;
    }
}
