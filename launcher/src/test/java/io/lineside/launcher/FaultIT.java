package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.desktop.App;
import io.lineside.desktop.link.LinkState;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.model.SignalId;
import io.lineside.model.SourceState;
import io.lineside.wire.Acknowledgement;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Within 6 s all that a fault affects, and nothing else, does not look live; it looks live again
 * when it is.
 */
class FaultIT {

    private static final SignalId FIRST = new SignalId("pump-1", "speed");
    private static final SignalId SECOND = new SignalId("pump-2", "speed");
    private static final Duration SOON = Duration.ofSeconds(6);

    @TempDir Path directory;

    private static boolean isLive(App desktop, SignalId signal) {
        return desktop.values().of(signal).looksLive();
    }

    private static void awaitBothLive(App desktop) {
        await().atMost(Chain.PATIENCE)
                .until(() -> isLive(desktop, FIRST) && isLive(desktop, SECOND));
    }

    @Test
    void aDeviceThatFallsSilentLooksOldAndNoOtherDoes() throws Exception {
        try (Chain chain = new Chain(directory, Plants.TWO_PUMPS);
                Pumps pumps = new Pumps(chain.hub(), "pump-1", "pump-2")) {
            chain.startRelayHere();
            App desktop = chain.openDesktop();
            awaitBothLive(desktop);

            pumps.stop("pump-1");

            await().atMost(SOON).until(() -> !isLive(desktop, FIRST));
            assertThat(isLive(desktop, SECOND)).isTrue();
            assertThat(desktop.link().status().isLive()).isTrue();
            assertThat(desktop.values().of(FIRST).reason()).isEqualTo("stale");

            pumps.start("pump-1");
            awaitBothLive(desktop);
        }
    }

    @Test
    void aRelayWithoutItsHubIsShownAsSuchWhileTheLinkStaysLive() throws Exception {
        try (Chain chain = new Chain(directory, Plants.TWO_PUMPS);
                Pumps pumps = new Pumps(chain.hub(), "pump-1", "pump-2")) {
            chain.startRelayHere();
            App desktop = chain.openDesktop();
            awaitBothLive(desktop);

            chain.hub().refuseServiceConnections(true);
            chain.hub().cutServiceConnections();

            await().atMost(SOON).until(() -> !isLive(desktop, FIRST) && !isLive(desktop, SECOND));
            await().atMost(SOON).until(() -> desktop.link().status().source() == SourceState.LOST);
            assertThat(desktop.link().status().link()).isInstanceOf(LinkState.Live.class);

            chain.hub().refuseServiceConnections(false);
            awaitBothLive(desktop);
            assertThat(desktop.link().status().isLive()).isTrue();
            assertThat(pumps).isNotNull();
        }
    }

    @Test
    void envelopesThatAreEightSecondsLateAreNotLive() throws Exception {
        try (Chain chain = new Chain(directory, Plants.TWO_PUMPS);
                DelayProxy network = new DelayProxy(chain.relayUrl());
                Pumps pumps = new Pumps(chain.hub(), "pump-1", "pump-2")) {
            chain.publishAs(network.url());
            chain.startRelayHere();
            App desktop = chain.openDesktop();
            awaitBothLive(desktop);

            network.delay(Duration.ofSeconds(8));

            await().atMost(SOON.plusMillis(1_000))
                    .until(() -> !isLive(desktop, FIRST) && !isLive(desktop, SECOND));
            assertThat(desktop.link().status().link()).isInstanceOf(LinkState.NoLink.class);
            assertThat(chain.get("/health/ready").statusCode())
                    .as("the relay itself")
                    .isEqualTo(200);
            await().during(Duration.ofSeconds(14))
                    .atMost(Duration.ofSeconds(16))
                    .until(() -> !desktop.link().status().isLive() && !isLive(desktop, FIRST));

            network.delay(Duration.ZERO);
            awaitBothLive(desktop);
            assertThat(pumps).isNotNull();
        }
    }

    @Test
    void anAcknowledgementIsRefusedWithTheReasonWhileTheLinkIsNotLive() throws Exception {
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            chain.startRelay();
            App desktop = chain.openDesktop();
            long unused = chain.hub().append(DeviceMessage.telemetry("press-4", "{\"load\":95}"));
            await().atMost(Chain.PATIENCE).until(() -> desktop.alarms().all().size() == 1);
            chain.killRelay();
            await().atMost(Chain.PATIENCE)
                    .until(() -> desktop.link().status().link() instanceof LinkState.NoLink);

            Acknowledgement.Answer answer =
                    desktop.commands().acknowledge(desktop.alarms().all().getFirst(), null).join();

            assertThat(answer.result()).isEqualTo(Acknowledgement.Result.REFUSED);
            assertThat(answer.reason()).contains("no live link");
        }
    }

    @Test
    void aDesktopThatIsStartedBeforeItsRelayWaitsForIt() throws Exception {
        try (Chain chain = new Chain(directory, Plants.TWO_PUMPS)) {
            App desktop = chain.openDesktop(URI.create(chain.relayUrl().toString()));
            await().until(() -> desktop.link().counters().connects() > 1);
            try (Pumps pumps = new Pumps(chain.hub(), "pump-1", "pump-2")) {
                chain.startRelayHere();
                awaitBothLive(desktop);
                assertThat(pumps).isNotNull();
            }
        }
    }
}
