package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The JavaScript client and its scenarios, in target/node. */
final class NodeModules {

    static final Path WORK = Path.of("target", "node").toAbsolutePath();
    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final Pattern UNREACHABLE =
            Pattern.compile(
                    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED"
                            + "|ERR_SOCKET_TIMEOUT|network|E40[13]|E50\\d|SELF_SIGNED|CERT_");
    private static final List<String> FILES =
            List.of(
                    "package.json",
                    "package-lock.json",
                    ".npmrc",
                    "node.mjs",
                    "page.html",
                    "scenarios.mjs");

    private record Output(int status, String text) {}

    private NodeModules() {}

    /** Aborts the test where there is no Node, or no registry to get the client from. */
    static Path installed() throws Exception {
        Files.createDirectories(WORK);
        for (String file : FILES) {
            Files.copy(
                    Scenarios.SOURCE.resolve(file),
                    WORK.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        require("node");
        require(npm());
        Path lock = WORK.resolve(Path.of("node_modules", ".package-lock.json"));
        Path pack = WORK.resolve(Path.of("node_modules", "@microsoft", "signalr-protocol-msgpack"));
        if (Files.exists(lock) && Files.exists(pack)) {
            return WORK;
        }
        Output ci = run(npm(), "ci");
        if (ci.status != 0 && UNREACHABLE.matcher(ci.text).find()) {
            abort("the JavaScript client cannot be fetched: " + ci.text);
        }
        assertThat(ci.status).as("npm ci: %s", ci.text).isZero();
        return WORK;
    }

    private static String npm() {
        return WINDOWS ? "npm.cmd" : "npm";
    }

    private static void require(String program) throws Exception {
        try {
            assertThat(run(program, "--version").status).isZero();
        } catch (IOException e) {
            abort(program + " is not found");
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
