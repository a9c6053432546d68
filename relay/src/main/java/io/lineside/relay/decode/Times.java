package io.lineside.relay.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Times as devices write them. */
final class Times {

    static final String EXPECTED = "ISO-8601 with zone, or epoch milliseconds";

    // The years 0001 to 9999: what ISO-8601 can write with four digits.
    private static final Instant MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private Times() {}

    static Instant ofMillis(String name, double millis) throws Unusable {
        if (!(millis >= MIN.toEpochMilli() && millis <= MAX.toEpochMilli())) {
            throw new Unusable(name + " is " + millis + ", expected " + EXPECTED);
        }
        return Instant.ofEpochMilli((long) millis);
    }

    static Instant ofText(String name, String text) throws Unusable {
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
                // Told below, with what was expected.
            }
        }
        throw new Unusable(name + " is '" + Excerpt.of(text, 40) + "', expected " + EXPECTED);
    }
}
