package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceUnitTest {

    private static final Pattern EXPOSURE =
            Pattern.compile("exposure level for lineside-relay.service: ([0-9.]+)");

    @TempDir Path directory;

    private static List<String> unit() throws IOException {
        return Resources.text("linux/lineside-relay.service").lines().toList();
    }

    @Test
    void itsExposureIsLow() throws Exception {
        assumeTrue(Tool.isThere("systemd-analyze"), "systemd-analyze is not installed");
        Path file =
                Files.write(
                        directory.resolve("lineside-relay.service"),
                        Resources.bytes("linux/lineside-relay.service"));
        String said;
        try {
            said =
                    Tool.run(
                            "systemd-analyze",
                            "security",
                            "--no-pager",
                            "--offline=true",
                            file.toString());
        } catch (IOException e) {
            assumeTrue(false, "systemd-analyze cannot look at a file: " + e.getMessage());
            return;
        }
        Matcher exposure = EXPOSURE.matcher(said);
        assertThat(exposure.find()).as(said).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(2.5);
    }

    @Test
    void itRunsAsItsOwnUserUnderAWatchdogAndSaysWhenItIsReady() throws IOException {
        assertThat(unit())
                .contains("User=lineside", "Type=notify", "StateDirectory=lineside")
                .anyMatch(line -> line.startsWith("WatchdogSec="));
    }

    @Test
    void everySecretIsACredentialThatMayBeMissing() throws IOException {
        // A path with a slash would have to be there; a name is looked for in the credential
        // stores.
        assertThat(unit().stream().filter(line -> line.startsWith("LoadCredential=")))
                .containsExactlyInAnyOrder(
                        credential("source.connection-string"),
                        credential("source.proxy-password"),
                        credential("azure-signalr.connection-string"),
                        credential("azure-signalr.secondary-connection-string"),
                        credential("azure-signalr.upstream.secret"));
        assertThat(unit()).noneMatch(line -> line.startsWith("Environment=LINESIDE_"));
    }

    private static String credential(String key) {
        return "LoadCredential=" + key + ":lineside." + key;
    }

    @Test
    void itMayCompileWhileItRuns() throws IOException {
        assertThat(unit()).noneMatch(line -> line.startsWith("MemoryDenyWriteExecute="));
    }
}
