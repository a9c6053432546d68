package io.lineside.desktop.format;

import io.lineside.model.Value;
import io.lineside.wire.PlantView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, ages and times as operators read them. Safe on any thread. */
public final class Figures {

    /** What stands where there is no value. */
    public static final String NOTHING = "—";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("dd MMM HH:mm:ss", Locale.ENGLISH);

    private Figures() {}

    /** A value with the decimals of its signal, without its unit. */
    public static String value(@Nullable Value value, int decimals) {
        return switch (value) {
            case null -> NOTHING;
            case Value.Num(double number) -> number(number, decimals);
            case Value.Bool(boolean on) -> on ? "on" : "off";
            case Value.Text(String text) -> text;
            case Value.Geo(double latitude, double longitude) -> position(latitude, longitude);
        };
    }

    /** A value with its unit. */
    public static String withUnit(@Nullable Value value, PlantView.Signal signal) {
        String text = value(value, signal.decimals());
        return value instanceof Value.Num && !signal.unit().isEmpty()
                ? text + " " + signal.unit()
                : text;
    }

    /** A number; never minus zero. */
    public static String number(double number, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
        return text.matches("-0(\\.0+)?") ? text.substring(1) : text;
    }

    /** A position in degrees and hemispheres. */
    public static String position(double latitude, double longitude) {
        return String.format(
                Locale.ROOT,
                "%.5f° %s  %.5f° %s",
                Math.abs(latitude),
                latitude < 0 ? "S" : "N",
                Math.abs(longitude),
                longitude < 0 ? "W" : "E");
    }

    /** How long ago, in the one unit that matters. */
    public static String age(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, millis) / 1_000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes < 48 * 60 ? minutes / 60 + " h" : minutes / (24 * 60) + " d";
    }

    /** Time of day. */
    public static String clock(long epochMillis, ZoneId zone) {
        return CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
    }

    /** Time of day, with the day where it is not today's. */
    public static String moment(long epochMillis, long now, ZoneId zone) {
        var then = Instant.ofEpochMilli(epochMillis).atZone(zone);
        boolean today =
                then.toLocalDate().equals(Instant.ofEpochMilli(now).atZone(zone).toLocalDate());
        return today ? CLOCK.format(then) : DAY_AND_CLOCK.format(then);
    }
}
