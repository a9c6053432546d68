package io.lineside.benchmarks.soak;

import io.lineside.benchmarks.process.Child;
import io.lineside.benchmarks.process.Launch;
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
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients come and go at random, well and badly, while groups are broadcast to; then all leave, and
 * the server must hold what it held before. The server is a process of its own.
 */
final class Soak {

    /** A negotiated connection that nobody uses, or a client that is away, is kept so long. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final String PADDING = "x".repeat(160);

    private final SoakPlan plan;
    private final PrintStream out;
    private final Path log;
    private final HttpClient monitor =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    Soak(SoakPlan plan, PrintStream out) throws IOException {
        this.plan = plan;
        this.out = out;
        this.log = Files.createTempFile("lineside-soak-", ".log");
    }

    /** What leaked or went wrong; empty when all is well. */
    List<String> run() throws IOException, InterruptedException {
        port = FreePort.onLoopback();
        try (Child hub =
                Child.start("hub", -1, List.of("-XX:+UseSerialGC", "-Xmx512m"), log, program())) {
            try {
                return soak();
            } finally {
                hub.terminate();
                monitor.close();
            }
        }
    }

    private List<String> program() {
        return List.of(
                Launch.SERVERS,
                "parity-hub",
                Integer.toString(port),
                "--keep-alive",
                plan.keepAlive().toString(),
                "--client-timeout",
                plan.timeout().toString(),
                "--write-timeout",
                plan.timeout().toString(),
                "--handshake-timeout",
                plan.handshakeTimeout().toString());
    }

    private List<String> soak() throws IOException, InterruptedException {
        awaitServer();
        out.printf(
                "Soak: %,d clients for %s after %s to warm up, %d broadcasts/s to %d groups, seed %d;%n"
                        + "keep-alive %s, client and write time-out %s; heap margin %.1f MB%n%n%s%n",
                plan.clients(),
                plan.length(),
                plan.warm(),
                plan.rate(),
                plan.groups(),
                plan.seed(),
                plan.keepAlive(),
                plan.timeout(),
                plan.marginBytes() / 1e6,
                SoakSnapshot.head());
        SoakTally warming = new SoakTally();
        round(plan.warm(), plan.seed() + 1, warming, false);
        awaitQuiet();
        SoakSnapshot before = snapshot();
        out.println(before.row("warm-up", warming.sessions.sum()));
        SoakTally tally = new SoakTally();
        round(plan.length(), plan.seed(), tally, true);
        awaitQuiet();
        SoakSnapshot after = awaitBack(before);
        out.println(after.row("all left", tally.sessions.sum()));
        out.println("\n" + tally.words() + "\n");
        out.println("threads before " + before.threads() + "\nand after      " + after.threads());
        List<String> problems = new ArrayList<>(after.leaks(before, plan.marginBytes()));
        tally.wrong().forEach((what, count) -> problems.add(what + ": " + count));
        if (tally.unexpected() > tally.sessions.sum() / 50) {
            problems.add("more than 2 % of the sessions did not go as expected");
        }
        if (tally.broadcasts.sum() == 0 || tally.comebacks.sum() == 0) {
            problems.add("nothing was received, or nobody came back: this proves nothing");
        }
        return problems;
    }

    private void round(Duration length, long seed, SoakTally tally, boolean printed)
            throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        SplittableRandom random = new SplittableRandom(seed);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .executor(executor)
                                .build()) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < plan.clients(); i++) {
                clients.add(
                        Thread.ofVirtual()
                                .name("soak-client-" + i)
                                .start(
                                        new SoakClient(
                                                port, http, plan, tally, random.split(), stop)));
            }
            Thread publisher =
                    Thread.ofPlatform()
                            .name("soak-publish")
                            .start(() -> publish(http, tally, stop));
            watch(length, tally, printed);
            stop.countDown();
            publisher.join();
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    /** Waits for the round's end, with a line per minute, or four if it is shorter. */
    private void watch(Duration length, SoakTally tally, boolean printed)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long period = Math.min(Duration.ofMinutes(1).toNanos(), length.toNanos() / 4);
        for (long next = period; next <= length.toNanos(); next += period) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, begin + next - System.nanoTime()));
            if (printed) {
                String when = "%d s".formatted(TimeUnit.NANOSECONDS.toSeconds(next));
                out.println(snapshot().row(when, tally.sessions.sum()));
            }
        }
    }

    private void publish(HttpClient http, SoakTally tally, CountDownLatch stop) {
        long interval = Duration.ofSeconds(1).toNanos() / plan.rate();
        long begin = System.nanoTime();
        try {
            for (long number = 1; stop.getCount() > 0; number++) {
                String group = "g" + number % plan.groups();
                try {
                    HttpResponse<Void> answer =
                            http.send(
                                    HttpRequest.newBuilder(uri("/send?target=v&group=" + group))
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            "[\"%s\",%d,\"%s\"]"
                                                                    .formatted(
                                                                            group, number,
                                                                            PADDING)))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() != 202) {
                        tally.wrong("a broadcast was answered with " + answer.statusCode());
                    }
                } catch (IOException e) {
                    tally.unexpected("broadcasting: " + e);
                }
                long due = begin + number * interval;
                boolean unused =
                        stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            tally.wrong("the publisher was interrupted");
        }
    }

    private void awaitServer() throws IOException, InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos();
        while (true) {
            try {
                SoakSnapshot unused = snapshot();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IOException("the server did not come up, see " + log, e);
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Waits until the time-outs have ended what clients left behind. */
    private void awaitQuiet() throws IOException, InterruptedException {
        Duration patience = SOCKET_TIMEOUT.plus(plan.cutAfter()).plus(GRACE);
        long end = System.nanoTime() + patience.toNanos();
        while (!snapshot().isQuiet() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    /** What ends on a thread of its own may take a moment more. */
    private SoakSnapshot awaitBack(SoakSnapshot before) throws IOException, InterruptedException {
        long end = System.nanoTime() + GRACE.toNanos() / 4;
        SoakSnapshot now = snapshot();
        while (!now.leaks(before, plan.marginBytes()).isEmpty() && System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            now = snapshot();
        }
        return now;
    }

    private SoakSnapshot snapshot() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                monitor.send(
                        HttpRequest.newBuilder(uri("/stats/full")).build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("/stats/full was answered with " + answer.statusCode());
        }
        return SoakSnapshot.of(JsonMapper.shared().readTree(answer.body()));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
