package io.lineside.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.emulator.message.DeviceMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replay through Azure's device SDK into the emulator's device side. */
class ReplayIT {

    @TempDir private Path folder = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private TestHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new TestHub(folder);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void losesNoRowToDuplicateTimesAndStepsBackAndAccountsForBadOnes() throws IOException {
        Path csv =
                Files.write(
                        folder.resolve("rows.csv"),
                        List.of(
                                "timestamp,value",
                                "2014-01-07 02:00:00,1",
                                "2014-01-07 02:00:00,2",
                                "2014-01-07 01:00:00,3",
                                "2014-01-07 02:05:00,broken",
                                "someday,5",
                                "2014-01-07 02:10:00,"));

        int status = replay(csv, "--signal", "temperature=value", "--time", "timestamp");

        assertThat(status).isZero();
        assertThat(hub.readings())
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"time\":\"2014-01-07T02:00:00Z\",\"temperature\":1.0}",
                        "{\"time\":\"2014-01-07T02:00:00Z\",\"temperature\":2.0}",
                        "{\"time\":\"2014-01-07T01:00:00Z\",\"temperature\":3.0}",
                        "{\"time\":\"2014-01-07T02:05:00Z\",\"temperature\":null}",
                        "{\"time\":\"2014-01-07T02:10:00Z\",\"temperature\":null}");
        JsonNode report = report();
        assertThat(report.path("read").asInt()).isEqualTo(6);
        assertThat(report.path("rows").asInt()).isEqualTo(5);
        assertThat(report.path("acknowledged").asInt()).isEqualTo(5);
        assertThat(report.path("rejected").asInt()).isEqualTo(1);
        assertThat(report.path("badCells").asInt()).isEqualTo(1);
        assertThat(report.path("emptyCells").asInt()).isEqualTo(1);
        assertThat(report.path("last").has("machine-1/temperature")).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ready replay " + csv)
                .contains("rows.csv:6: column timestamp: 'someday' is not a time")
                .contains("replayed 6 rows: 5 sent, 1 rejected, 1 bad cells");
        DeviceMessage message = hub.telemetry().getFirst();
        assertThat(message.deviceId()).isEqualTo("machine-1");
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.contentEncoding()).isEqualTo("utf-8");
    }

    @Test
    void sendsAgainInOrderWhatAHubKeptAndDidNotAcknowledge() throws IOException {
        int count = 3_000;
        hub.failEvery(700);

        int status = replay(numbers(count), "--signal", "n=n", "--speed", "0");

        assertThat(status).isZero();
        List<Integer> arrived =
                hub.readings().stream().map(reading -> reading.path("n").asInt()).toList();
        assertThat(arrived).hasSizeGreaterThan(count);
        assertThat(arrived.getLast()).isEqualTo(count - 1);
        assertThat(inOrderOfFirstArrival(arrived)).hasSize(count).isSorted();
        JsonNode report = report();
        assertThat(report.path("acknowledged").asInt()).isEqualTo(count);
        assertThat(report.path("retried").asInt()).isPositive();
        assertThat(report.path("connects").asInt()).isGreaterThan(1);
        assertThat(report.path("last").path("machine-1/n").asInt()).isEqualTo(count - 1);
    }

    @Test
    void sendsSeveralRowsInOneMessage() throws IOException {
        int status = replay(numbers(1_000), "--signal", "n=n", "--rows-per-message", "64");

        assertThat(status).isZero();
        assertThat(hub.telemetry()).hasSize(16);
        assertThat(hub.readings()).hasSize(1_000);
        assertThat(report().path("rows").asInt()).isEqualTo(1_000);
        assertThat(report().path("sent").asInt()).isEqualTo(16);
    }

    private static List<Integer> inOrderOfFirstArrival(List<Integer> arrived) {
        Set<Integer> seen = new HashSet<>();
        return arrived.stream().filter(seen::add).toList();
    }

    private Path numbers(int count) throws IOException {
        List<String> lines = new ArrayList<>(List.of("n"));
        for (int i = 0; i < count; i++) {
            lines.add(Integer.toString(i));
        }
        return Files.write(folder.resolve("numbers.csv"), lines);
    }

    private int replay(Path csv, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of(csv.toString(), "--device", "machine-1"));
        Collections.addAll(args, "--hub", hub.hubJson().toString());
        Collections.addAll(args, "--report", folder.resolve("report.json").toString());
        if (List.of(options).contains("--time")) {
            Collections.addAll(args, "--speed", "0");
        }
        Collections.addAll(args, options);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        ReplayCommand command =
                new ReplayCommand(new ByteArrayInputStream(new byte[0]), stream, stream);
        return new CommandLine(command)
                .setErr(new PrintWriter(stream, true))
                .execute(args.toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("report.json")));
    }
}
