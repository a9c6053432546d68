package io.lineside.relay.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times as devices write them. */
public final class Times {

    /** The forms of a time that an error names as expected. */
    public static final String EXPECTED = "ISO-8601 with zone, or epoch milliseconds";

    // The years 0001 to 9999: what ISO-8601 can write with four digits.
    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    /** A time in epoch milliseconds; {@code name} is the member with the time, for the error. */
    public static Instant ofMillis(String name, double millis) throws UndecodableException {
        if (!(millis >= MIN.toEpochMilli() && millis <= MAX.toEpochMilli())) {
            throw new UndecodableException(name + " is " + millis + ", expected " + EXPECTED);
        }
        return Instant.ofEpochMilli((long) millis);
    }

    /** A time in ISO-8601 with zone; {@code name} is the member with the time, for the error. */
    public static Instant ofText(String name, String text) throws UndecodableException {
        if (text.length() <= 64) {
            try {
                Instant at =
                        DateTimeFormatter.ISO_DATE_TIME
                                .parseBest(text, ZonedDateTime::from, OffsetDateTime::from)
                                .query(Instant::from);
                if (!at.isBefore(MIN) && !at.isAfter(MAX)) {
                    return at;
                }
            } catch (DateTimeException _) {
                // The error below names what was expected.
            }
        }
        throw new UndecodableException(
                name + " is '" + Excerpt.of(text, 40) + "', expected " + EXPECTED);
    }
}
