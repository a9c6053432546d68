package io.lineside.benchmarks.quiet;

import io.lineside.benchmarks.process.Child;
import io.lineside.benchmarks.process.Launch;
import io.lineside.benchmarks.process.ThreadCpu;
import io.lineside.benchmarks.values.ValuesPlant;
import io.lineside.program.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a relay costs that has nothing to do, and the hub emulator with it. The relay is the
 * installed program with a configuration file; it reaches the hub through a proxy in this process,
 * which counts the bytes.
 */
final class Quiet {

    /** All counts at one time. CPU times are since the start of the process. */
    private record Mark(
            long at,
            Duration relayCpu,
            Duration hubCpu,
            @Nullable ThreadCpu relayThreads,
            @Nullable ThreadCpu hubThreads,
            long sent,
            long received,
            long calls) {}

    /** Rates by the second; CPU in shares of one core. */
    record Interval(
            double relay,
            double hub,
            Map<String, Double> relayThreads,
            Map<String, Double> hubThreads,
            double sent,
            double received,
            double calls) {

        static Interval between(Mark then, Mark now) {
            double seconds = (now.at - then.at) / 1e9;
            return new Interval(
                    now.relayCpu.minus(then.relayCpu).toNanos() / 1e9 / seconds,
                    now.hubCpu.minus(then.hubCpu).toNanos() / 1e9 / seconds,
                    threads(then.relayThreads, now.relayThreads),
                    threads(then.hubThreads, now.hubThreads),
                    (now.sent - then.sent) / seconds,
                    (now.received - then.received) / seconds,
                    (now.calls - then.calls) / seconds);
        }

        private static Map<String, Double> threads(
                @Nullable ThreadCpu then, @Nullable ThreadCpu now) {
            return then == null || now == null ? Map.of() : now.since(then);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final boolean LINUX = Files.isDirectory(Path.of("/proc/self/task"));

    private final Duration warm;
    private final Duration length;
    private final int intervals;
    private final List<String> jvm;
    private final @Nullable Path jfr;
    private final PrintStream out;
    private final Path log;

    Quiet(
            Duration warm,
            Duration length,
            int intervals,
            List<String> jvm,
            @Nullable Path jfr,
            PrintStream out)
            throws IOException {
        this.warm = warm;
        this.length = length;
        this.intervals = intervals;
        this.jvm = jvm;
        this.jfr = jfr;
        this.out = out;
        this.log = Files.createTempFile("lineside-quiet-", ".log");
    }

    void run() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lineside-quiet-");
        List<String> program = List.of(Launch.SERVERS, "quiet-hub", "0");
        try (Child hub = Child.start("hub", -1, options("hub"), log, program)) {
            String[] ready = hub.nextAnswer(PATIENCE).split(" ");
            int port = FreePort.onLoopback();
            try (CountingProxy proxy = new CountingProxy(Integer.parseInt(ready[1]));
                    Child relay = relay(configure(directory, port, proxy.port(), ready[2]))) {
                awaitReady(port);
                measure(relay, hub, proxy);
            }
        } finally {
            delete(directory);
        }
    }

    private List<String> options(String name) {
        List<String> options = new ArrayList<>(jvm);
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        if (jfr != null) {
            options.add(
                    "-XX:StartFlightRecording=settings=profile,filename="
                            + jfr.resolve(name + ".jfr"));
        }
        return options;
    }

    private Child relay(Path config) throws IOException {
        return Child.start(
                "relay",
                -1,
                options("relay"),
                log,
                List.of(
                        "io.lineside.relay.RelayMain",
                        "--config",
                        config.toString(),
                        "--stop-on-eof"));
    }

    private static Path configure(Path directory, int port, int hubPort, String eventHub)
            throws IOException {
        Files.writeString(directory.resolve("plant.yaml"), ValuesPlant.yaml());
        return Files.writeString(
                directory.resolve("relay.yaml"),
                """
                listen: {host: 127.0.0.1, port: %d}
                plant: plant.yaml
                store: relay.db
                source:
                  connection-string: "Endpoint=sb://127.0.0.1:%d;SharedAccessKeyName=service;\
                SharedAccessKey=AAAA;UseDevelopmentEmulator=true"
                  event-hub: %s
                """
                        .formatted(port, hubPort, eventHub));
    }

    private void awaitReady(int port) throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                        .timeout(PATIENCE)
                        .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                try {
                    if (http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException _) {
                    // It does not listen yet.
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        throw new IOException("the relay did not become ready, see " + log);
    }

    private void measure(Child relay, Child hub, CountingProxy proxy)
            throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warm.toNanos());
        List<Interval> measured = new ArrayList<>();
        Mark before = mark(relay, hub, proxy);
        for (int i = 0; i < intervals; i++) {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            Mark now = mark(relay, hub, proxy);
            measured.add(Interval.between(before, now));
            before = now;
        }
        new QuietReport(out, measured, length).print(proxy.connections());
    }

    private static Mark mark(Child relay, Child hub, CountingProxy proxy)
            throws IOException, InterruptedException {
        hub.send("calls");
        long calls = Long.parseLong(hub.nextAnswer(PATIENCE).split(" ")[1]);
        return new Mark(
                System.nanoTime(),
                cpu(relay),
                cpu(hub),
                LINUX ? ThreadCpu.of(relay.pid()) : null,
                LINUX ? ThreadCpu.of(hub.pid()) : null,
                proxy.sent(),
                proxy.received(),
                calls);
    }

    private static Duration cpu(Child program) throws IOException {
        return ProcessHandle.of(program.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("the CPU time of a process is not known here"));
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
