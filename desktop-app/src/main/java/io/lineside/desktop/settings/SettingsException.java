package io.lineside.desktop.settings;

/** Settings cannot be used; the message names the file, the line, the key and what was expected. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for who set it
     */
    public SettingsException(String message) {
        super(message);
    }
}
