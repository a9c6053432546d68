package io.lineside.benchmarks.values;

import io.lineside.benchmarks.process.Child;
import io.lineside.relay.Relay;
import io.lineside.relay.config.RelayConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lineside bench values-relay}: the relay under the value lane's measurement. */
@Command(
        name = "values-relay",
        mixinStandardHelpOptions = true,
        description = {
            "A whole relay on 127.0.0.1 with telemetry from within, until standard input closes.",
            "The line 'stop' has it say how often each signal has changed."
        })
public final class ValuesRelayCommand implements Callable<Integer> {

    @Option(names = "--port", required = true, description = "Where to listen; 0: any free port.")
    private int port;

    @Option(names = "--tick", defaultValue = "100", description = "Milliseconds.")
    private int tick;

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("lineside-values-");
        try (ValuesSource source = new ValuesSource();
                Relay relay = Relay.start(config(directory), source, Clock.systemUTC());
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Child.answer("ready " + relay.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("stop")) {
                    long updates = source.stop();
                    Child.answer("stopped " + updates + " " + source.worstLate().toMillis());
                }
            }
        } finally {
            delete(directory);
        }
        return 0;
    }

    private RelayConfig config(Path directory) throws IOException {
        Path plant = directory.resolve("plant.yaml");
        Files.writeString(plant, ValuesPlant.yaml());
        return new RelayConfig(
                new RelayConfig.Listen("127.0.0.1", port),
                null,
                plant,
                directory.resolve("relay.db"),
                Duration.ofMillis(tick),
                new RelayConfig.Source("", null, "", Duration.ZERO, null));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
