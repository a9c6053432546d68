package io.lineside.model;

import java.util.OptionalDouble;

/** What a signal can be: a finite number, a truth value, a text, or a position on Earth. */
public sealed interface Value {

    /**
     * A finite number, in the signal's own unit.
     *
     * @param number never NaN nor infinite: neither has a form on the wire
     */
    record Num(double number) implements Value {
        public Num {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(
                        "number is " + number + ", expected a finite one");
            }
        }
    }

    /** On or off. */
    record Bool(boolean on) implements Value {}

    /** A state word or message, as the device sent it. */
    record Text(String text) implements Value {}

    /**
     * A position, WGS 84.
     *
     * @param latitude degrees, -90 to 90, north positive
     * @param longitude degrees, -180 to 180, east positive
     */
    record Geo(double latitude, double longitude) implements Value {
        public Geo {
            if (!(latitude >= -90 && latitude <= 90)) {
                throw new IllegalArgumentException(
                        "latitude is " + latitude + ", expected -90 to 90");
            }
            if (!(longitude >= -180 && longitude <= 180)) {
                throw new IllegalArgumentException(
                        "longitude is " + longitude + ", expected -180 to 180");
            }
        }
    }

    /** The number to compare with a limit, where there is one; a truth value counts as 0 or 1. */
    default OptionalDouble comparable() {
        return switch (this) {
            case Num(double number) -> OptionalDouble.of(number);
            case Bool(boolean on) -> OptionalDouble.of(on ? 1 : 0);
            case Text _, Geo _ -> OptionalDouble.empty();
        };
    }
}
