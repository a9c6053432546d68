package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconTest {

    @TempDir Path directory;

    @Test
    void theIconIsDrawnInAnySize() throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Icon.png(48)));

        assertThat(image.getWidth()).isEqualTo(48);
        assertThat(image.getRGB(0, 0) >>> 24).as("a transparent corner").isZero();
        assertThat(image.getRGB(24, 6) >>> 24).as("its ground").isEqualTo(255);
    }

    @Test
    void eachSystemHasItsForm() throws IOException {
        assertThat(Icon.write(directory, Os.LINUX)).hasFileName("lineside.png");
        byte[] ico = Files.readAllBytes(Icon.write(directory, Os.WINDOWS));
        assertThat(ico).startsWith(0, 0, 1, 0, 1, 0);
        byte[] icns = Files.readAllBytes(Icon.write(directory, Os.MACOS));
        assertThat(icns).startsWith('i', 'c', 'n', 's');
        assertThat(java.nio.ByteBuffer.wrap(icns).getInt(4)).isEqualTo(icns.length);
    }
}
