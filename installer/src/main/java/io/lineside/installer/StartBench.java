package io.lineside.installer;

import io.lineside.program.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the images: how long the desktop takes from its start to its first frame with live
 * values, with its AOT cache and without, and what the relay holds in memory at rest.
 */
@Command(name = "start-bench", mixinStandardHelpOptions = true)
final class StartBench implements Callable<Integer> {

    @Option(
            names = "--images",
            required = true,
            description = "Where -Pinstaller made the images: installer/target/work.")
    private Path images = Path.of(".");

    @Option(names = "--runs", defaultValue = "10", description = "Starts of each kind.")
    private int runs = 10;

    @Option(
            names = "--rest",
            defaultValue = "90",
            description = "Seconds the relay is left alone before it is looked at.")
    private int rest = 90;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StartBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path work = images.toAbsolutePath();
        Image relay = image(work, Program.RELAY);
        Image desktop = image(work, Program.DESKTOP);
        Path directory = work.resolve("bench");
        LinuxPackages.deleteTree(directory);
        try (Rehearsal rehearsal = new Rehearsal(directory);
                Display display = Display.open(directory)) {
            rehearsal.emulator();
            int port = FreePort.onLoopback();
            Path configuration = rehearsal.configuration(port, directory.resolve("relay.db"));
            Rehearsal.Part running =
                    rehearsal.start(
                            "relay",
                            List.of(
                                    relay.launcher().toString(),
                                    "--config",
                                    configuration.toString(),
                                    "--stop-on-eof"),
                            Map.of("MALLOC_ARENA_MAX", "2"));
            running.awaitReady();
            Thread.sleep(rest * 1_000L);
            say("relay at rest: " + memory(running.pid()));
            rehearsal.devices().awaitReady();
            rehearsal.awaitLive(port);
            List<Long> with = new ArrayList<>();
            List<Long> without = new ArrayList<>();
            // One of each in turn, so that whatever else the machine does meets both.
            for (int i = 0; i < runs; i++) {
                with.add(start(rehearsal, display, desktop, port, ""));
                without.add(start(rehearsal, display, desktop, port, "-XX:AOTMode=off"));
            }
            say("relay with one desktop and 26 devices: " + memory(running.pid()));
            say("with the AOT cache: " + summary(with));
            say("without: " + summary(without));
        }
        return 0;
    }

    private static Image image(Path work, Program program) {
        Path root = work.resolve(program.command()).resolve("image").resolve(program.command());
        return new Image(program, Os.current(), root);
    }

    /** Milliseconds from the start of the process to its ready line. */
    private static long start(
            Rehearsal rehearsal, Display display, Image desktop, int port, String options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(desktop.launcher().toString());
        command.addAll(List.of("--relay", "http://127.0.0.1:" + port, "--for", "1"));
        command.addAll(display.desktopArguments());
        Map<String, String> environment = new HashMap<>(display.environment());
        environment.put("LINESIDE_JAVA_OPTIONS", options);
        long began = System.nanoTime();
        Rehearsal.Part part = rehearsal.start("desktop", command, environment);
        long ready = part.awaitReady();
        int status = part.awaitEnd();
        if (status != 0) {
            throw new IOException("the desktop ended with status " + status);
        }
        return (ready - began) / 1_000_000;
    }

    private static String memory(long pid) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS") || line.startsWith("Rss")) {
                String[] words = line.split("\\s+");
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%s %.0f MB  ",
                                words[0],
                                Long.parseLong(words[1]) * 1024 / 1e6));
            }
        }
        return text.toString().trim();
    }

    private static String summary(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        int half = sorted.size() / 2;
        long median =
                sorted.size() % 2 == 1
                        ? sorted.get(half)
                        : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return "median " + median + " ms of " + sorted;
    }

    private static void say(String line) {
        System.out.println("start-bench: " + line);
    }
}
