package io.lineside.desktop.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where settings are on this kind of system.
 *
 * @param preset for all users of the computer, written by its administrator
 * @param user this user's own
 * @param running for what lives as long as the session
 */
public record SettingsPlaces(Path preset, Path user, Path running) {

    /** This computer's. */
    public static SettingsPlaces here() {
        return of(
                System.getProperty("os.name", ""),
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                Path.of(System.getProperty("java.io.tmpdir", "."))
                        .resolve("lineside-" + System.getProperty("user.name", "user")));
    }

    /**
     * @param system as in the system property os.name
     * @param temporary this user's own, where the system names no place for what runs
     */
    static SettingsPlaces of(
            String system, Map<String, String> environment, Path home, Path temporary) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new SettingsPlaces(
                    directory(environment, "PROGRAMDATA", Path.of("C:/ProgramData"))
                            .resolve("Lineside/desktop.yaml"),
                    directory(environment, "APPDATA", home.resolve("AppData/Roaming"))
                            .resolve("Lineside/desktop.yaml"),
                    directory(environment, "LOCALAPPDATA", home.resolve("AppData/Local"))
                            .resolve("Lineside"));
        }
        if (name.startsWith("mac")) {
            Path own = home.resolve("Library/Application Support/Lineside");
            return new SettingsPlaces(
                    Path.of("/Library/Application Support/Lineside/desktop.yaml"),
                    own.resolve("desktop.yaml"),
                    temporary);
        }
        return new SettingsPlaces(
                Path.of("/etc/lineside/desktop.yaml"),
                directory(environment, "XDG_CONFIG_HOME", home.resolve(".config"))
                        .resolve("lineside/desktop.yaml"),
                environment.getOrDefault("XDG_RUNTIME_DIR", "").isBlank()
                        ? temporary
                        : Path.of(environment.get("XDG_RUNTIME_DIR")).resolve("lineside"));
    }

    private static Path directory(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isBlank() ? otherwise : Path.of(value);
    }
}
