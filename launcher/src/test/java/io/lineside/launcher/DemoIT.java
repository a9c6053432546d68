package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as a newcomer starts it: every part a process of its own, no display. */
class DemoIT {

    @TempDir Path directory;

    @Test
    void showsMovingValuesAndAccountsForEveryRow() throws Exception {
        Path shots = directory.resolve("shots");
        StringWriter output = new StringWriter();
        Demo.Options options =
                new Demo.Options(
                        true,
                        Duration.ofSeconds(45),
                        shots,
                        directory.resolve("data"),
                        Loopback.freeFor(Loopback.MQTT_PORT));

        int status = new Demo(options, new PrintWriter(output, true)).run();

        assertThat(status).as(output.toString()).isZero();
        assertThat(output.toString())
                .contains("up: emulator", "up: relay", "up: desktop", "up: devices");
        JsonNode report =
                JsonMapper.shared().readTree(Files.readString(shots.resolve("report.json")));
        assertThat(report.at("/rows/sent").asLong()).isPositive();
        assertThat(report.at("/rows/received").asLong())
                .isEqualTo(report.at("/rows/sent").asLong());
        assertThat(report.at("/alarmTransitions/raised").asLong()).isPositive();
        assertThat(report.at("/alarmTransitions/cleared").asLong()).isPositive();
        for (String screen : List.of("overview", "device", "map", "alarms")) {
            assertThat(differingPixels(shots, screen))
                    .as("pixels of %s that changed", screen)
                    .isGreaterThan(50);
        }
    }

    /**
     * How many pixels differ between a screen's first and last picture, below the top bar with its
     * clock.
     */
    private static long differingPixels(Path shots, String screen) throws IOException {
        List<Path> pictures;
        try (Stream<Path> files = Files.list(shots)) {
            pictures =
                    files.filter(file -> file.getFileName().toString().contains(screen))
                            .sorted()
                            .toList();
        }
        assertThat(pictures).as("pictures of %s", screen).hasSizeGreaterThan(1);
        BufferedImage first = picture(pictures.getFirst());
        BufferedImage last = picture(pictures.getLast());
        long count = 0;
        for (int y = 80; y < first.getHeight(); y++) {
            for (int x = 0; x < first.getWidth(); x++) {
                if (first.getRGB(x, y) != last.getRGB(x, y)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static BufferedImage picture(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
