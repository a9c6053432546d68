package io.lineside.desktop.settings;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is set for one start of the desktop, and what it leaves for the next. */
public final class StartSettings {

    private static final Logger LOG = LoggerFactory.getLogger(StartSettings.class);

    private final SettingsPlaces places;
    private final Preset preset;
    private final boolean personal;
    private final UserSettings user;

    private StartSettings(
            SettingsPlaces places, Preset preset, boolean personal, UserSettings user) {
        this.places = places;
        this.preset = preset;
        this.personal = personal;
        this.user = user;
    }

    /**
     * Reads the settings of the computer and of the user. A user's settings must not keep the
     * window shut: a file that cannot be read is logged and left alone.
     *
     * @param personal whether the user's own settings count and are written; false where no user
     *     sits before the screen
     * @throws SettingsException when the computer's settings are not as expected
     */
    public static StartSettings read(SettingsPlaces places, boolean personal)
            throws SettingsException {
        Preset preset = Preset.read(places.preset());
        if (!personal) {
            return new StartSettings(places, preset, false, UserSettings.NONE);
        }
        try {
            return new StartSettings(places, preset, true, UserSettings.read(places.user()));
        } catch (SettingsException e) {
            LOG.warn("{}; going on without the user's settings", e.getMessage());
            return new StartSettings(places, preset, false, UserSettings.NONE);
        }
    }

    /**
     * The relay to show: the command line's, else the preset one, else the user's, else the usual
     * one on this computer.
     *
     * @throws SettingsException when the command line names none, or another than the locked one
     */
    public URI relay(@Nullable URI commandLine) throws SettingsException {
        if (commandLine != null && !UserSettings.isRelay(commandLine)) {
            throw new SettingsException(
                    "--relay is '"
                            + commandLine
                            + "', expected an address such as http://relay.plant.example:8480");
        }
        return preset.choose(commandLine, user);
    }

    /** The settings as the user left them. */
    public UserSettings user() {
        return user;
    }

    /** Writes what the user chose, where it has changed. */
    public void keep(UserSettings chosen) {
        if (!personal || chosen.equals(user)) {
            return;
        }
        try {
            chosen.write(places.user());
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", places.user(), e.getMessage());
        }
    }
}
