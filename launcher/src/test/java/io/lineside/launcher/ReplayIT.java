package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.desktop.App;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Real files go through the device SDK, the hub and the relay to the desktop, and every row is
 * accounted for.
 */
class ReplayIT {

    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @TempDir Path directory;

    @Test
    void bringsAMachinesTemperatureToTheDesktop() throws Exception {
        Path file = given("nab/machine_temperature_system_failure.csv");
        String last = Files.readAllLines(file, StandardCharsets.UTF_8).getLast();
        double expected = Double.parseDouble(last.substring(last.indexOf(',') + 1));
        Run run =
                replay(
                        new SignalId("press-4", "temperature"),
                        new Value.Num(expected),
                        file,
                        "--device",
                        "press-4",
                        "--signal",
                        "temperature=value",
                        "--time",
                        "timestamp",
                        "--zone",
                        "UTC");

        run.accountsFor(22_695, 22_695);
    }

    @Test
    void bringsATravellersPositionToTheDesktop() throws Exception {
        Path file = given("gps/posmo_trajectory.csv");
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> header = List.of(lines.getFirst().split(";"));
        String[] last = lines.getLast().split(";");
        Value expected =
                new Value.Geo(
                        Double.parseDouble(last[header.indexOf("latitude")]),
                        Double.parseDouble(last[header.indexOf("longitude")]));
        Run run =
                replay(
                        new SignalId("traveller", "position"),
                        expected,
                        file,
                        "--device",
                        "traveller",
                        "--time",
                        "tracked_at",
                        "--lat",
                        "latitude",
                        "--lon",
                        "longitude",
                        "--separator",
                        ";",
                        "--zone",
                        "UTC");

        run.accountsFor(1_327, 1_327);
    }

    private static Path given(String name) {
        Path file = DATA.resolve(name);
        assumeTrue(
                Files.isReadable(file),
                () -> "skipped: the data file " + name + " is not beside the project");
        return file;
    }

    private Run replay(SignalId signal, Value expected, Path file, String... options)
            throws Exception {
        Path sentReport = directory.resolve("replay.json");
        try (Chain chain = new Chain(directory, Plants.NONE)) {
            chain.startRelay();
            App desktop = chain.openDesktop();
            List<String> arguments = new ArrayList<>(List.of("replay", file.toString()));
            arguments.addAll(List.of(options));
            arguments.addAll(
                    List.of(
                            "--speed",
                            "0",
                            "--shift-to-now",
                            "--hub",
                            chain.hubFile().toString(),
                            "--report",
                            sentReport.toString()));
            Part replay =
                    chain.start("replay", List.of("-Xmx256m"), arguments.toArray(String[]::new));
            assertThat(replay.exitStatus(Duration.ofMinutes(3))).isZero();
            JsonNode sent = Chain.JSON.readTree(Files.readString(sentReport));
            chain.awaitReceived(sent.path("acknowledged").asLong());
            JsonNode counters = chain.json("/api/counters");
            await().atMost(Chain.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(desktop.values().of(signal).value())
                                            .isEqualTo(expected));
            return new Run(sent, counters);
        }
    }

    private record Run(JsonNode sent, JsonNode counters) {

        void accountsFor(long rows, long samples) {
            assertThat(sent.path("rows").asLong()).as("rows sent: %s", sent).isEqualTo(rows);
            assertThat(sent.path("acknowledged").asLong()).isEqualTo(sent.path("sent").asLong());
            assertThat(counters.path("received").asLong())
                    .as("received: %s", counters)
                    .isEqualTo(sent.path("acknowledged").asLong());
            assertThat(counters.path("decoded").asLong() + counters.path("rejected").asLong())
                    .isEqualTo(counters.path("received").asLong());
            assertThat(counters.path("rejected").asLong()).isZero();
            assertThat(counters.path("samples").asLong()).isEqualTo(samples);
        }
    }
}
