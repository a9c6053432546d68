package io.lineside.desktop;

import io.lineside.desktop.settings.SettingsException;
import io.lineside.desktop.settings.UserSettings;
import org.jspecify.annotations.Nullable;

/**
 * The size of a window's content.
 *
 * @param width in pixels, as the height
 */
public record WindowSize(int width, int height) {

    private static final WindowSize USUAL = new WindowSize(1_000, 720);
    private static final int LEAST_WIDTH = 400;
    private static final int LEAST_HEIGHT = 300;

    /** The headless toolkit has one screen of 1000 by 1000 pixels. */
    private static final int MOST_HEADLESS = 1_000;

    /**
     * The size of the command line, else the one the user left, else the usual one.
     *
     * @param option width x height, such as {@code 1280x800}; null when the command line has none
     * @throws SettingsException when the option is not as expected
     */
    static WindowSize of(@Nullable String option, boolean headless, UserSettings user)
            throws SettingsException {
        if (option != null) {
            return parse(option, headless);
        }
        Integer width = user.width();
        Integer height = user.height();
        return width == null || height == null ? USUAL : new WindowSize(width, height);
    }

    private static WindowSize parse(String option, boolean headless) throws SettingsException {
        String[] parts = option.split("x", -1);
        WindowSize size;
        try {
            size = new WindowSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new SettingsException(
                    "--size is '" + option + "', expected width x height such as 1280x800");
        }
        if (size.width < LEAST_WIDTH || size.height < LEAST_HEIGHT) {
            throw new SettingsException("--size is '" + option + "', expected at least 400x300");
        }
        if (headless && Math.max(size.width, size.height) > MOST_HEADLESS) {
            throw new SettingsException(
                    "--size is '" + option + "', but --headless has a screen of 1000x1000");
        }
        return size;
    }
}
