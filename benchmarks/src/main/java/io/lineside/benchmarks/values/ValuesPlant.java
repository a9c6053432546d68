package io.lineside.benchmarks.values;

import java.util.Locale;

/**
 * The plant of the value lane's measurement: units in a site's areas, each with devices that have a
 * few signals. All names have the same length, so that a number can be read out of a name.
 */
public final class ValuesPlant {

    static final String SITE = "works";
    static final int AREAS = 4;
    static final int UNITS = 20;
    static final int DEVICES = 5;
    static final int SIGNALS = 10;

    /** Signals of a unit. */
    static final int PER_UNIT = DEVICES * SIGNALS;

    /** Signals of the plant. */
    public static final int ALL_SIGNALS = UNITS * PER_UNIT;

    /** How often each signal changes in a second. */
    static final int RATE = 10;

    /** The first update of each signal is this, in tenths; each later one is one more. */
    private static final int FIRST = 10_000;

    private ValuesPlant() {}

    /** The plant file. */
    public static String yaml() {
        StringBuilder yaml = new StringBuilder("sites:\n  - id: works\n    areas:\n");
        for (int unit = 0; unit < UNITS; unit++) {
            if (unit % (UNITS / AREAS) == 0) {
                yaml.append(
                        "      - id: area-%d%n        units:%n".formatted(unit * AREAS / UNITS));
            }
            yaml.append("          - id: unit-%02d%n            devices:%n".formatted(unit));
            for (int device = 0; device < DEVICES; device++) {
                yaml.append("              - id: %s%n".formatted(device(unit, device)));
                yaml.append("                signals:\n");
                for (int signal = 0; signal < SIGNALS; signal++) {
                    yaml.append("                  - name: %s%n".formatted(signal(signal)));
                }
            }
        }
        return yaml.toString();
    }

    static String device(int unit, int device) {
        return "unit-%02d-device-%d".formatted(unit, device);
    }

    private static String signal(int signal) {
        return "signal-" + signal;
    }

    /** A message with a new value of each signal of a device. */
    static String message(long time, long update) {
        StringBuilder json = new StringBuilder(320).append("{\"time\":").append(time);
        long tenths = tenths(update);
        for (int signal = 0; signal < SIGNALS; signal++) {
            json.append(",\"").append(signal(signal)).append("\":");
            json.append(tenths / 10).append('.').append(tenths % 10);
        }
        return json.append('}').toString();
    }

    /** Ten times the value of an update, counted from 0. */
    static long tenths(long update) {
        return FIRST + update;
    }

    static String words() {
        return String.format(
                Locale.ROOT, "%,d signals x %d Hz in %d unit groups", ALL_SIGNALS, RATE, UNITS);
    }
}
