package io.lineside.launcher;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** The headless JavaFX toolkit, started once for all tests of this JVM. */
final class Toolkit {

    private static boolean started;

    private Toolkit() {}

    static synchronized void start() {
        if (started) {
            return;
        }
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        Platform.setImplicitExit(false);
        try {
            up.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started = true;
    }
}
