package io.lineside.desktop.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the computer's administrator has set for all its users.
 *
 * @param relay null: nothing is set
 * @param locked whether no one may choose another relay on the command line
 */
record Preset(@Nullable URI relay, boolean locked, Path file) {

    /**
     * Reads the preset; nothing is set where there is no such file.
     *
     * @throws SettingsException when the file is not as expected
     */
    static Preset read(Path file) throws SettingsException {
        SettingsFile settings = SettingsFile.read(file, Set.of("relay", "locked"));
        URI relay = settings.address("relay");
        boolean locked = settings.isTrue("locked");
        if (locked && relay == null) {
            throw new SettingsException(
                    file + ":1: locked: expected a relay, as there is none that could be locked");
        }
        return new Preset(relay, locked, file);
    }

    /**
     * The relay to show: the command line's, else the preset one, else the user's, else the usual
     * one on this computer.
     *
     * @throws SettingsException when the command line names another than the locked one
     */
    URI choose(@Nullable URI commandLine, UserSettings user) throws SettingsException {
        URI preset = relay;
        if (locked && preset != null && commandLine != null && !commandLine.equals(preset)) {
            throw new SettingsException(
                    "--relay is '"
                            + commandLine
                            + "', but "
                            + file
                            + " has set and locked the relay "
                            + preset);
        }
        if (commandLine != null) {
            return commandLine;
        }
        if (preset != null) {
            return preset;
        }
        URI own = user.relay();
        return own == null ? UserSettings.USUAL_RELAY : own;
    }
}
