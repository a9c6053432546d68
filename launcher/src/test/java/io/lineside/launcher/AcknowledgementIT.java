package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.message.DeviceMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator has acknowledged stays acknowledged, whatever becomes of the relay. */
class AcknowledgementIT {

    @TempDir Path directory;

    @Test
    void outlivesAKillOfTheRelay() throws Exception {
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            chain.startRelay();
            chain.awaitLive();
            chain.hub().append(DeviceMessage.telemetry("press-4", "{\"load\":95}"));
            JsonNode raised = theAlarm(chain, "unacknowledged");

            String command = command(raised);
            var answer = chain.post("/api/alarms/acknowledge", command);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            chain.killRelay();
            chain.startRelay();

            JsonNode alarm = theAlarm(chain, "acknowledged");
            assertThat(alarm.path("occurrence")).isEqualTo(raised.path("occurrence"));
            assertThat(alarm.path("acknowledgedBy").asString()).contains("unauthenticated");
            assertThat(alarm.path("comment").asString()).isEqualTo("seen");
            JsonNode again =
                    Chain.JSON.readTree(chain.post("/api/alarms/acknowledge", command).body());
            assertThat(again.path("result").asString()).isEqualTo("already");
        }
    }

    private static String command(JsonNode alarm) {
        return """
               {"commandId":"%s","alarm":"%s","occurrence":"%s","expectedSeq":%d,"workstation":"desk-1","comment":"seen"}
               """
                .formatted(
                        UUID.randomUUID(),
                        alarm.path("alarm").asString(),
                        alarm.path("occurrence").asString(),
                        alarm.path("seq").asLong());
    }

    private static JsonNode theAlarm(Chain chain, String display) {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(
                        () -> chain.json("/api/alarms").path("alarms").path(0),
                        alarm -> alarm.path("display").asString().equals(display));
    }
}
