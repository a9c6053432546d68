package io.lineside.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    private static final String PLAIN = "HostName=hub.example.net;DeviceId=gw;SharedAccessKey=QUE=";

    @TempDir private Path folder = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter usage = new StringWriter();

    @Test
    void devicesNamesADeviceThatIsNotThere() throws IOException {
        Path connections = Files.writeString(folder.resolve("c"), PLAIN);

        assertThat(devices("--connections", connections.toString())).isEqualTo(2);
        assertThat(usage.toString()).contains("no device gw; there are reactor-1, feed-pump-1");
    }

    @Test
    void devicesRefusesARateThatIsNone() {
        assertThat(devices("--hub", "hub.json", "--rate", "0")).isEqualTo(2);
        assertThat(usage.toString()).contains("--rate is 0.0, expected more than 0");
    }

    @Test
    void devicesNeedsOneHub() {
        assertThat(devices()).isEqualTo(2);
        assertThat(devices("--hub", "a", "--connections", "b")).isEqualTo(2);
    }

    @Test
    void devicesNamesAHubFileThatIsNotThere() {
        assertThat(devices("--hub", folder.resolve("hub.json").toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("hub.json");
    }

    @Test
    void devicesEndsWhenADeviceCannotConnectAndSaysWhy() throws IOException {
        Path connections =
                Files.writeString(
                        folder.resolve("c"),
                        "HostName=127.30.255.254;DeviceId=rig-1;SharedAccessKey=QUE=");

        assertThat(devices("--connections", connections.toString(), "--connect-within", "1"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1 of 1 devices cannot connect; rig-1: ")
                .doesNotContain("QUE=");
    }

    @Test
    void replayTellsWrongUse() throws IOException {
        Path csv = Files.writeString(folder.resolve("rows.csv"), "t,v\n1,2\n");
        String[][] wrong = {
            {"--signal", "v=v", "--speed", "2"},
            {"--signal", "v=w", "--time", "t"},
            {"--time", "t"},
            {"--signal", "v=v", "--separator", "::"},
            {"--signal", "v=v", "--time", "t", "--speed", "-1"},
            {"--signal", "v=v", "--zone", "Berlin/Nowhere"},
        };
        String[] reasons = {
            "--speed and --shift-to-now need --time",
            "column 'w' is there 0 times, expected once; the columns are t, v",
            "expected --signal, or --lat and --lon",
            "--separator is '::', expected one character",
            "--speed is -1.0, expected 0 or more",
            "Berlin/Nowhere",
        };
        for (int i = 0; i < wrong.length; i++) {
            List<String> args = new ArrayList<>(List.of(csv.toString()));
            Collections.addAll(args, "--connection-string", PLAIN);
            Collections.addAll(args, wrong[i]);
            assertThat(replay(args.toArray(String[]::new))).as(reasons[i]).isEqualTo(2);
            assertThat(usage.toString()).contains(reasons[i]).doesNotContain("QUE=");
        }
    }

    @Test
    void controlPassesLinesOnAndEndsWithItsInput() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        InputStream in = input("stop rig-1\n\nstart rig-1");
        try (Control control = Control.start(in, true, lines::add)) {
            assertThat(control.awaitStop(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(lines).containsExactly("stop rig-1", "start rig-1");
    }

    private int devices(String... args) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return execute(new DevicesCommand(input(""), stream, stream), args);
    }

    private int replay(String... args) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return execute(new ReplayCommand(input(""), stream, stream), args);
    }

    private int execute(Object command, String... args) {
        return new CommandLine(command).setErr(new PrintWriter(usage, true)).execute(args);
    }

    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
