package io.lineside.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.emulator.message.DeviceMessage;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated plant through Azure's device SDK into the emulator's device side. */
class DevicesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder = Path.of("");
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
    void connectsAllDevicesAndLosesNothing() throws Exception {
        SimulatedPlant plant =
                SimulatedPlant.start(
                        hub.info(), SimulatedPlant.Options.standard().withComputer("pc-test"));
        try (plant) {
            plant.awaitConnected(LIMIT);
            assertThat(plant.devices()).hasSize(26);
            await().atMost(LIMIT).until(() -> senders().equals(plant.devices()));
        }

        SendReport report = plant.report();
        assertThat(report.counts().failed()).isZero();
        assertThat(report.counts().acknowledged()).isEqualTo(report.counts().sent());
        assertThat(hub.telemetry()).hasSize((int) report.counts().sent());
        assertThat(hub.readings()).hasSize((int) report.counts().rows());
        assertThat(report.last()).containsKey(new SignalId("pc-test", "memoryUsed"));
        assertThat(report.last().get(new SignalId("tank-1", "level")))
                .isInstanceOf(Value.Num.class);
        assertThat(report.ackP99()).isPositive();
        Instant now = Instant.now();
        assertThat(hub.readings())
                .allSatisfy(
                        reading ->
                                assertThat(Instant.parse(reading.path("time").asString()))
                                        .isBetween(now.minusSeconds(120), now));
    }

    @Test
    void stopsAndStartsOneDeviceAlone() throws Exception {
        try (SimulatedPlant plant =
                SimulatedPlant.start(
                        hub.info(),
                        SimulatedPlant.Options.standard().withOnly("rig-1", "reactor-1"))) {
            plant.awaitConnected(LIMIT);
            await().atMost(LIMIT).until(() -> count("rig-1") > 0);

            plant.stop("rig-1");
            int stopped = count("rig-1");
            int before = count("reactor-1");
            await().atMost(LIMIT).until(() -> count("reactor-1") > before + 3);
            assertThat(count("rig-1")).isEqualTo(stopped);

            plant.start("rig-1");
            await().atMost(LIMIT).until(() -> count("rig-1") > stopped);
        }
    }

    @Test
    void goesOnWithoutLossWhenItsConnectionIsCutOrTheHubStartsAgain() throws Exception {
        SimulatedPlant plant =
                SimulatedPlant.start(
                        hub.info(),
                        new SimulatedPlant.Options(1, 50.0, Set.of("reactor-1", "rig-1"), null));
        try (plant) {
            plant.awaitConnected(LIMIT);
            await().atMost(LIMIT).until(() -> count("rig-1") > 20);
            for (int cut = 0; cut < 3; cut++) {
                await().atMost(LIMIT).until(() -> hub.disconnect("rig-1"));
                int before = count("rig-1");
                await().atMost(LIMIT).until(() -> count("rig-1") > before + 20);
            }
            hub.stop();
            hub.startAgain();
            int before = count("reactor-1");
            await().atMost(LIMIT).until(() -> count("reactor-1") > before + 20);
        }

        SendReport report = plant.report();
        assertThat(report.counts().failed()).isZero();
        assertThat(distinctIds()).isEqualTo(report.counts().sent());
        JsonNode last =
                hub.readings().stream()
                        .filter(reading -> reading.has("hookLoad"))
                        .reduce((_, later) -> later)
                        .orElseThrow();
        assertThat(report.last().get(new SignalId("rig-1", "hookLoad")))
                .isEqualTo(new Value.Num(last.path("hookLoad").asDouble()));
    }

    @Test
    void runsAsAProgramThatObeysItsInput() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path report = folder.resolve("report.json");
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try (PipedOutputStream input = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(input)) {
            PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
            CommandLine command = new CommandLine(new DevicesCommand(in, stream, stream));
            String[] args = {
                "--hub",
                hub.hubJson().toString(),
                "--only",
                "reactor-1,van-01",
                "--report",
                report.toString(),
                "--stop-on-eof"
            };
            Thread.ofPlatform().start(() -> status.complete(command.execute(args)));
            await().atMost(LIMIT).until(() -> text(out).contains("ready devices 2"));

            input.write("stop van-01\nstop nothing\n".getBytes(StandardCharsets.UTF_8));
            input.flush();
            await().atMost(LIMIT).until(() -> text(out).contains("no device nothing"));
            await().atMost(LIMIT).until(() -> Files.exists(report));
        }

        assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(text(out)).contains("stop van-01\n");
        JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(report));
        assertThat(json.path("sent").asInt()).isEqualTo(hub.telemetry().size());
        assertThat(json.path("acknowledged").asInt()).isEqualTo(hub.telemetry().size());
        assertThat(json.path("failed").asInt()).isZero();
        assertThat(json.path("last").has("reactor-1/temperature")).isTrue();
        assertThat(json.path("sendToAck").path("p99").asDouble()).isPositive();
    }

    private Set<String> senders() {
        return hub.telemetry().stream()
                .map(DeviceMessage::deviceId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int count(String deviceId) {
        List<DeviceMessage> all = hub.telemetry();
        return (int) all.stream().filter(message -> message.deviceId().equals(deviceId)).count();
    }

    private long distinctIds() {
        return hub.telemetry().stream().map(DeviceMessage::messageId).distinct().count();
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }
}
