package io.lineside.desktop.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user has chosen.
 *
 * @param relay null: none was chosen
 * @param width of the window's content in pixels; null: not known
 */
public record UserSettings(@Nullable URI relay, @Nullable Integer width, @Nullable Integer height) {

    /** Nothing chosen. */
    public static final UserSettings NONE = new UserSettings(null, null, null);

    static final URI USUAL_RELAY = URI.create("http://127.0.0.1:8480");

    private static final Set<String> KEYS =
            new LinkedHashSet<>(List.of("relay", "window.width", "window.height"));
    private static final int MOST = 20_000;

    /**
     * Reads the settings; a file that is not there has none.
     *
     * @throws SettingsException when the file is not as expected
     */
    public static UserSettings read(Path file) throws SettingsException {
        SettingsFile settings = SettingsFile.read(file, KEYS);
        return new UserSettings(
                settings.address("relay"),
                settings.number("window.width", 400, MOST),
                settings.number("window.height", 300, MOST));
    }

    /** Whether this can be a relay's address: http or https, with a host. */
    public static boolean isRelay(URI address) {
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        return web && address.getHost() != null;
    }

    public UserSettings withRelay(URI chosen) {
        return new UserSettings(chosen, width, height);
    }

    public UserSettings withWindow(int newWidth, int newHeight) {
        return new UserSettings(relay, newWidth, newHeight);
    }

    /** Writes the file whole, so that a crash leaves the old settings or the new ones. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        if (relay != null) {
            text.append("relay: \"").append(relay).append("\"\n");
        }
        if (width != null && height != null) {
            text.append("window: {width: %d, height: %d}\n".formatted(width, height));
        }
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, "desktop", ".part");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
