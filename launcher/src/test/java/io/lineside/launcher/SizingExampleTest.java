package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.devices.DevicesCommand;
import io.lineside.relay.sizing.SizingCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The worked example of docs/SIZING.md is the command's output for the simulated plant. */
class SizingExampleTest {

    @TempDir Path directory = Path.of("");

    @Test
    void theGuideShowsTheOutputOfTheCommand() throws Exception {
        Path plant = directory.resolve("plant.yaml");
        try (InputStream in = DevicesCommand.class.getResourceAsStream("plant.yaml")) {
            Files.write(plant, Objects.requireNonNull(in).readAllBytes());
        }
        StringWriter out = new StringWriter();
        int status =
                new CommandLine(new SizingCommand())
                        .setOut(new PrintWriter(out, true))
                        .execute(plant.toString(), "--operators", "50");
        assertThat(status).isZero();
        Path guide = Path.of("..", "docs", "SIZING.md");
        assertThat(Files.readString(guide).replace("\r\n", "\n"))
                .contains(out.toString().replace("\r\n", "\n"));
    }
}
