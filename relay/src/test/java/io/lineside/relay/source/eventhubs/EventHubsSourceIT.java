package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.source.SourceEvent;
import io.lineside.program.FreePort;
import io.lineside.relay.config.RelayConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
}
