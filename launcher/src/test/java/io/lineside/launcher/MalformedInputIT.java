package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nonsense that a device sends is counted and listed among the rejects; the stream goes on. */
class MalformedInputIT {

    @TempDir Path directory;

    @Test
    void countsAndKeepsWhatItCannotUseAndGoesOn() throws Exception {
        byte[] garbage = new byte[256 * 1024];
        new Random(1).nextBytes(garbage);
        List<byte[]> malformed =
                List.of(
                        "not json".getBytes(),
                        "{\"load\":1e999}".getBytes(),
                        "{\"load\":".getBytes(),
                        "\"just a text\"".getBytes(),
                        "[".repeat(100_000).getBytes(),
                        ("{\"a\":".repeat(100_000)).getBytes(),
                        "{\"time\":\"yesterday\",\"load\":1}".getBytes(),
                        garbage,
                        new byte[0]);
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            chain.startRelay();
            for (byte[] body : malformed) {
                chain.hub().append(Messages.telemetry("press-4", body));
            }
            for (int i = 0; i < 1_100; i++) {
                chain.hub().append(Messages.telemetry("press-4", "nonsense " + i));
            }
            chain.hub().append(Messages.telemetry("press-4", "{\"load\":42}"));
            long total = malformed.size() + 1_101;

            chain.awaitReceived(total);

            JsonNode counters = chain.json("/api/counters");
            assertThat(counters.path("rejected").asLong()).isEqualTo(total - 1);
            assertThat(counters.path("decoded").asLong()).isEqualTo(1);
            JsonNode rejects = chain.json("/api/rejects");
            assertThat(rejects.path("total").asLong()).isEqualTo(total - 1);
            assertThat(rejects.path("rejects").size()).isEqualTo(1_000);
            JsonNode newest = rejects.path("rejects").path(0);
            assertThat(newest.path("excerpt").asString()).isEqualTo("nonsense 1099");
            assertThat(newest.path("device").asString()).isEqualTo("press-4");
            assertThat(newest.path("reason").asString()).isNotBlank();
        }
    }
}
