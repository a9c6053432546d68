package io.lineside.benchmarks.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The measurement without load, small: it is the same program that runs for minutes by hand. */
class QuietIT {

    private static final Pattern REQUESTS =
            Pattern.compile("\\| management requests/s \\| ([0-9.]+) \\|");

    @Test
    void aRelayWithNothingToDoIsMeasured() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Quiet(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        1,
                        List.of("-XX:+UseSerialGC"),
                        null,
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .run();

        String report = said.toString(StandardCharsets.UTF_8);
        assertThat(report)
                .contains("| relay, % of a core |", "| hub emulator, % of a core |")
                .contains("| relay to hub, bytes/s |");
        Matcher requests = REQUESTS.matcher(report);
        assertThat(requests.find()).isTrue();
        // One a second for each of four partitions.
        assertThat(Double.parseDouble(requests.group(1))).isBetween(1.0, 10.0);
    }
}
