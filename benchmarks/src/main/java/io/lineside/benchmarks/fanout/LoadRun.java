package io.lineside.benchmarks.fanout;

import io.lineside.benchmarks.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the load client against a server, and what it found. */
final class LoadRun {

    /**
     * What is asked of a server.
     *
     * @param rate messages per second, each to all clients
     * @param bytes of the JSON frame
     * @param stalled how many of the clients never read
     */
    record Scenario(int clients, int rate, int bytes, String protocol, int stalled) {

        Scenario withOneStalled() {
            return new Scenario(clients, rate, bytes, protocol, 1);
        }

        Scenario at(int messagesPerSecond) {
            return new Scenario(clients, messagesPerSecond, bytes, protocol, stalled);
        }

        String words() {
            String of = stalled == 0 ? "" : ", " + stalled + " stalled";
            return "%,d x %,d, %s%s".formatted(clients, rate, protocol, of);
        }
    }

    /**
     * @param delivered of those that were due, 0 to 1
     * @param mostWaiting the most bytes that waited for one client; 0 where the server does not say
     * @param sound false when the load client itself was the bottleneck
     */
    record Result(
            double cpuPerMillion,
            double p50,
            double p99,
            double p999,
            double delivered,
            double mostWaiting,
            boolean sound) {}

    private static final Pattern LINE =
            Pattern.compile(
                    "delivered=(\\d+) of (\\d+) .*p50_ms=([\\d.]+) p99_ms=([\\d.]+) p999_ms=([\\d.]+) .*cpu_s_per_M=([\\d.]+) ");
    private static final Pattern WAITING = Pattern.compile("mostWaitingBytes\":(\\d+)");
    private static final Pattern IDLE = Pattern.compile("perClientKiB=([\\d.]+)");

    private LoadRun() {}

    static Result run(Contender server, Path peers, Scenario scenario, double warm, double seconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(client(server, peers, scenario.clients()));
        command.addAll(
                List.of(
                        "--rate", Integer.toString(scenario.rate()),
                        "--bytes", Integer.toString(scenario.bytes()),
                        "--protocol", scenario.protocol(),
                        "--stall", Integer.toString(scenario.stalled()),
                        "--warm", Double.toString(warm),
                        "--seconds", Double.toString(seconds)));
        String said = Contender.run(command);
        Matcher line = LINE.matcher(said);
        if (!line.find()) {
            throw new IOException("the load client failed: " + said);
        }
        Matcher waiting = WAITING.matcher(said);
        return new Result(
                number(line, 6),
                number(line, 3),
                number(line, 4),
                number(line, 5),
                number(line, 1) / number(line, 2),
                waiting.find() ? number(waiting, 1) : 0,
                !said.contains("VOID"));
    }

    /** KiB of resident memory for each of so many clients that only ping. */
    static double idle(Contender server, Path peers, int clients)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(client(server, peers, clients));
        command.add("--idle");
        String said = Contender.run(command);
        Matcher line = IDLE.matcher(said);
        if (!line.find()) {
            throw new IOException("the load client failed: " + said);
        }
        return number(line, 1);
    }

    private static List<String> client(Contender server, Path peers, int clients) {
        String url = "http://127.0.0.1:" + server.port;
        return List.of(
                Launch.java(),
                "-XX:+UseSerialGC",
                peers.resolve("load").resolve("Load.java").toString(),
                "--hub",
                url + "/hub",
                "--publish",
                url + "/publish",
                "--pid",
                Long.toString(server.pid()),
                "--clients",
                Integer.toString(clients));
    }

    private static double number(Matcher line, int group) {
        return Double.parseDouble(line.group(group));
    }
}
