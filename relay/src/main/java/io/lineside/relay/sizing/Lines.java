package io.lineside.relay.sizing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects lines of text, and formats the numbers in them. */
final class Lines {

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /** Adds a line with a name and its value. */
    void fact(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-11s %s", name, value));
    }

    /** Adds a further value for the name of the line before. */
    void more(String value) {
        fact("", value);
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    static String tick(Duration tick) {
        return tick.toMillis() % 1_000 == 0 ? tick.toSeconds() + "s" : tick.toMillis() + "ms";
    }

    static String count(long number, String thing) {
        return whole(number) + " " + thing + (number == 1 ? "" : "s");
    }

    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String rate(double number) {
        return String.format(Locale.ROOT, "%,.3f", number);
    }

    static String kilobytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1_000);
    }

    static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f %% of %,.0f", part / whole * 100, whole);
    }
}
