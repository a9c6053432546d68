package io.lineside.emulator.log;

import java.time.Duration;

/**
 * How much a partition keeps; what is older or more is dropped, oldest first, a segment at a time.
 *
 * @param age how long an event is kept, IoT Hub: one to seven days
 * @param bytes how many bytes a partition keeps at most
 */
public record Retention(Duration age, long bytes) {

    /** One day, 256 MB a partition. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(1), 256L << 20);

    public Retention {
        if (age.isNegative() || age.isZero() || bytes <= 0) {
            throw new IllegalArgumentException(
                    "retention is " + age + " and " + bytes + " bytes, expected more than 0");
        }
    }
}
