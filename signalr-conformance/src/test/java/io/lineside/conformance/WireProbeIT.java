package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Byte for byte what the reference server, ASP.NET Core SignalR 10, was recorded to answer, but
 * where its allowed.tsv says that being different is fine or better.
 */
@ExtendWith(Conformance.class)
@Timeout(180)
class WireProbeIT {

    private static final Path PROBE = Path.of("..", "..", "shared", "peers", "wire");
    private static final Pattern RESULT =
            Pattern.compile("(same|allowed|DIFFERS|no recording) +([a-z0-9-]+)(:.*)?");

    @Test
    void answersAsTheReferenceDoes(Ledger ledger) throws Exception {
        Path program = PROBE.resolve("WireProbe.java");
        boolean present = Files.exists(program);
        if (!present) {
            enter(ledger, Map.of());
        }
        assumeTrue(present, "the recorded answers of the reference server are not here");

        Map<String, String> results = new TreeMap<>();
        List<String> lines;
        try (ParityServer server =
                ParityServer.start(
                        options ->
                                options.withKeepAlive(Duration.ofSeconds(2))
                                        .withClientTimeout(Duration.ofSeconds(6))
                                        .withHandshakeTimeout(Duration.ofSeconds(3)))) {
            lines =
                    run(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            program.toString(),
                            "--url",
                            server.url(""),
                            "--compare",
                            PROBE.resolve("recorded").toString());
        }
        for (String line : lines) {
            Matcher result = RESULT.matcher(line);
            if (result.matches()) {
                results.put(result.group(2), result.group(1));
            }
        }
        enter(ledger, results);
        String all = String.join("\n", lines);
        assertThat(results).as(all).hasSizeGreaterThan(170);
        assertThat(results.values()).as(all).containsOnly("same", "allowed");
        assertThat(lines.getLast()).contains(" 0 failed");
    }

    private static void enter(Ledger ledger, Map<String, String> results) {
        for (Check check : Check.all()) {
            for (String scenario : check.scenarios()) {
                String result = results.getOrDefault(scenario, "");
                Ledger.Kind kind =
                        switch (result) {
                            case "same", "allowed" -> Ledger.Kind.PASSED;
                            default -> results.isEmpty() ? Ledger.Kind.SKIPPED : Ledger.Kind.FAILED;
                        };
                String why = results.isEmpty() ? "no recorded answers here" : scenario;
                ledger.enter(check.number(), Cell.PROBE, kind, why);
            }
        }
    }

    private static List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = reader.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
