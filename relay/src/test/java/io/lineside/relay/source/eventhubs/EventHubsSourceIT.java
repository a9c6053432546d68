package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.core.source.SourceEvent;
import io.lineside.emulator.HubEmulator;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.program.FreePort;
import io.lineside.relay.config.RelayConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventHubsSourceIT {

    @Test
    void reportsWhyItHasNoHub() throws Exception {
        BlockingQueue<SourceEvent> events = new LinkedBlockingQueue<>();
        EventHubsSource source =
                EventHubsSource.of(
                        new RelayConfig.Source(
                                "Endpoint=sb://127.0.0.1:"
                                        + FreePort.onLoopback()
                                        + ";SharedAccessKeyName=service;SharedAccessKey=AAAA"
                                        + ";UseDevelopmentEmulator=true",
                                "lineside",
                                "$Default",
                                Duration.ofMinutes(10),
                                null),
                        Map.of(),
                        Clock.systemUTC());
        source.start(events::add);
        try {
            assertThat(events.poll(40, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            SourceEvent.Lost.class,
                            lost ->
                                    assertThat(lost.reason())
                                            .isEqualTo("the hub did not answer in time"));
        } finally {
            source.close();
        }
    }

    @Test
    void aMessageHasAllThatDeviceAndHubSayOfIt(@TempDir Path directory) throws Exception {
        BlockingQueue<SourceEvent> events = new LinkedBlockingQueue<>();
        try (HubEmulator hub =
                HubEmulator.builder()
                        .host("127.0.0.1")
                        .mqttPort(0)
                        .dataDirectory(directory)
                        .partitions(1)
                        .start()) {
            hub.append(edgeMessage());
            EventHubsSource source =
                    EventHubsSource.of(
                            new RelayConfig.Source(
                                    hub.connectionString(),
                                    hub.eventHub(),
                                    "$Default",
                                    Duration.ofMinutes(10),
                                    null),
                            Map.of(),
                            Clock.systemUTC());
            source.start(events::add);
            try {
                MessageProperties properties = await(events).properties();
                assertThat(properties.source()).isEqualTo("Telemetry");
                assertThat(properties.device()).isEqualTo("edge-1");
                assertThat(properties.module()).isEqualTo("opc-publisher");
                assertThat(properties.component()).isEqualTo("thermostat1");
                assertThat(properties.schema()).isEqualTo("dtmi:com:example:Thermostat;1");
                assertThat(properties.creationTime())
                        .isEqualTo(Instant.parse("2026-05-01T10:00:00.125Z"));
                assertThat(properties.hubTime()).isNotNull();
                assertThat(properties.contentType()).isEqualTo("application/json");
                assertThat(properties.contentEncoding()).isEqualTo("utf-8");
                assertThat(properties.application()).containsEntry("route", "fast");
                assertThat(properties.system())
                        .containsEntry("iothub-connection-module-id", "opc-publisher");
                assertThat(properties.system().get("message-id")).hasToString("m-1");
            } finally {
                source.close();
            }
        }
    }

    private static DeviceMessage edgeMessage() {
        return new DeviceMessage(
                "edge-1",
                "opc-publisher",
                "{}".getBytes(StandardCharsets.UTF_8),
                "m-1",
                null,
                null,
                "application/json",
                "utf-8",
                "2026-05-01T10:00:00.125Z",
                Map.of("route", "fast"),
                "{}",
                "Telemetry",
                null,
                "dtmi:com:example:Thermostat;1",
                "thermostat1");
    }

    private static RawMessage await(BlockingQueue<SourceEvent> events) throws InterruptedException {
        SourceEvent event = events.poll(40, TimeUnit.SECONDS);
        while (event != null && !(event instanceof SourceEvent.Message)) {
            event = events.poll(40, TimeUnit.SECONDS);
        }
        assertThat(event).isInstanceOf(SourceEvent.Message.class);
        return ((SourceEvent.Message) event).message();
    }
}
