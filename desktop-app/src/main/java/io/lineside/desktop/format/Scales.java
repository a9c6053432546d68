package io.lineside.desktop.format;

import io.lineside.wire.PlantView;

/** Whether a signal is a number on a scale. Any thread. */
public final class Scales {

    private Scales() {}

    /** Whether a signal has a scale, on which it can be drawn. */
    public static boolean has(PlantView.Signal signal) {
        Double min = signal.min();
        Double max = signal.max();
        return min != null && max != null && max > min;
    }
}
