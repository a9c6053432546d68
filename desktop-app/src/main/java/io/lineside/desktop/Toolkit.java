package io.lineside.desktop;

import io.lineside.desktop.settings.SettingsException;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** Starts the JavaFX toolkit, with or without a display. */
final class Toolkit {

    private Toolkit() {}

    /**
     * Begins to start the toolkit.
     *
     * @return opens when the toolkit is up
     * @throws SettingsException when there is no display
     */
    static CountDownLatch start(boolean headless) throws SettingsException {
        if (headless) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (UnsupportedOperationException e) {
            throw new SettingsException(
                    "there is no display (" + e.getMessage() + "); --headless runs without one");
        }
        return started;
    }
}
