package io.lineside.desktop;

import io.lineside.desktop.pulse.PulseEngine;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** The headless toolkit, started once for all tests of this JVM. */
public final class Fx {

    private static boolean started;

    private Fx() {}

    /** Runs something on the FX thread and answers what it answers. */
    public static <T> T call(Callable<T> work) {
        start();
        return PulseEngine.call(work).orTimeout(30, TimeUnit.SECONDS).join();
    }

    public static synchronized void start() {
        if (!started) {
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
}
