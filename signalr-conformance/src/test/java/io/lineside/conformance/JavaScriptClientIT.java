package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Against Microsoft's own JavaScript client, in Node. Skipped where there is no Node, or no
 * registry to get the client from.
 */
@Timeout(180)
class JavaScriptClientIT {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node").toAbsolutePath();
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final Pattern UNREACHABLE =
            Pattern.compile(
                    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED"
                            + "|ERR_SOCKET_TIMEOUT|network|E40[13]|E50\\d|SELF_SIGNED|CERT_");

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "client.mjs")) {
            Files.copy(
                    SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        require("node", "--version");
        require(WINDOWS ? "npm.cmd" : "npm", "--version");
        Path client = WORK.resolve(Path.of("node_modules", "@microsoft", "signalr"));
        if (Files.exists(client)) {
            return;
        }
        Output ci = run(WINDOWS ? "npm.cmd" : "npm", "ci");
        if (ci.status != 0 && UNREACHABLE.matcher(ci.text).find()) {
            abort("The JavaScript client cannot be fetched, its tests are skipped: " + ci.text);
        }
        assertThat(ci.status).as("npm ci: %s", ci.text).isZero();
    }

    @Test
    void connectsCallsIsToldThingsAndReconnectsByItself() throws Exception {
        ParityServer server = ParityServer.start(UnaryOperator.identity());
        int port = server.port();
        Process node =
                new ProcessBuilder("node", "client.mjs", server.url("/private"), "ann")
                        .directory(WORK.toFile())
                        .redirectErrorStream(true)
                        .start();
        List<String> seen = new ArrayList<>();
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.add(line);
                if (line.equals("restart")) {
                    server.close();
                    server = ParityServer.start(port, UnaryOperator.identity());
                }
            }
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            node.destroyForcibly();
            server.close();
        }
        assertThat(seen)
                .containsExactly(
                        "connected true",
                        "user ann",
                        "echo é \uD83D\uDE80 \u001e",
                        "add 5",
                        "nothing ",
                        "fail An unexpected error occurred invoking 'Fail' on the server.",
                        "failhub An unexpected error occurred invoking 'FailHub' on the server. HubException: told to the client",
                        "unknown Failed to invoke 'Nope' due to an error on the server. HubException: Method does not exist.",
                        "said to the group",
                        "stream 0,1,2,3,4",
                        "broken 0,1 then An error occurred on the server while streaming results. HubException: stream broke",
                        "cancelled after 0 still here",
                        "sum 6",
                        "ask 42",
                        "ServerSentEvents \"line\\nbreak é \uD83D\uDE80\" 0,1,2",
                        "ServerSentEvents heard for all",
                        "LongPolling \"line\\nbreak é \uD83D\uDE80\" 0,1,2",
                        "LongPolling heard for all",
                        "direct without negotiation",
                        "restart",
                        "reconnecting without error",
                        "said again",
                        "stopped");
        assertThat(node.exitValue()).isZero();
    }

    private record Output(int status, String text) {}

    private static void require(String program, String argument) throws Exception {
        try {
            assertThat(run(program, argument).status).isZero();
        } catch (IOException e) {
            abort(program + " is not found, the tests of the JavaScript client are skipped");
        }
    }

    private static Output run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(WORK.toFile())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text.strip());
    }
}
