package io.lineside.devices.replay;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a file are what.
 *
 * @param time the column of the time; null when the file has none
 * @param latitude degrees; null when the file has no position
 * @param longitude degrees; null when the file has no position
 */
public record Columns(
        @Nullable String time,
        List<SignalColumn> signals,
        @Nullable String latitude,
        @Nullable String longitude) {

    /** The signal that latitude and longitude make. */
    public static final String POSITION = "position";

    private static final List<String> RESERVED = List.of("time", "timestamp", "deviceId");

    /** What the cells of a column are. */
    public enum Kind {
        NUMBER,
        BOOLEAN,
        TEXT
    }

    /**
     * A signal and its column.
     *
     * @param signal its name in the telemetry
     * @param column the column's heading
     */
    public record SignalColumn(String signal, String column, Kind kind) {

        /**
         * Reads {@code NAME=COLUMN}, {@code NAME=COLUMN:boolean} or {@code NAME=COLUMN:text}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static SignalColumn parse(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new IllegalArgumentException(
                        "--signal is '" + text + "', expected NAME=COLUMN");
            }
            String column = text.substring(equals + 1);
            Kind kind = Kind.NUMBER;
            if (column.endsWith(":text")) {
                kind = Kind.TEXT;
            } else if (column.endsWith(":boolean")) {
                kind = Kind.BOOLEAN;
            }
            if (kind != Kind.NUMBER) {
                column = column.substring(0, column.lastIndexOf(':'));
            }
            return new SignalColumn(text.substring(0, equals), column, kind);
        }
    }

    public Columns {
        signals = List.copyOf(signals);
        if ((latitude == null) != (longitude == null)) {
            throw new IllegalArgumentException("expected both of --lat and --lon, or none");
        }
        if (signals.isEmpty() && latitude == null) {
            throw new IllegalArgumentException("expected --signal, or --lat and --lon");
        }
        List<String> names = new ArrayList<>(signals.stream().map(SignalColumn::signal).toList());
        if (latitude != null) {
            names.add(POSITION);
        }
        for (String name : names) {
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException(
                        "signal '" + name + "' is a reserved name in telemetry");
            }
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new IllegalArgumentException("signal '" + name + "' is there twice");
            }
        }
    }

    /** All columns that are needed. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        if (time != null) {
            all.add(time);
        }
        signals.forEach(signal -> all.add(signal.column()));
        if (latitude != null && longitude != null) {
            all.add(latitude);
            all.add(longitude);
        }
        return all;
    }
}
