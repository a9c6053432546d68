package io.lineside.relay.sizing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something happens, as people write it: a number and {@code /s}, {@code /m}, {@code /h}
 * or {@code /d}, such as {@code 6/h}.
 */
record Rate(double count, Per per) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)/([smhd])");

    /** The unit of time. */
    enum Per {
        SECOND('s', 1),
        MINUTE('m', 60),
        HOUR('h', 3_600),
        DAY('d', 86_400);

        private final char sign;
        private final int seconds;

        Per(char sign, int seconds) {
            this.sign = sign;
            this.seconds = seconds;
        }
    }

    /**
     * Reads a rate.
     *
     * @throws IllegalArgumentException when the text is no rate; the message names what is expected
     */
    static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            for (Per per : Per.values()) {
                if (per.sign == matcher.group(2).charAt(0)) {
                    return new Rate(Double.parseDouble(matcher.group(1)), per);
                }
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no rate, expected a number and /s, /m, /h or /d, such as 6/h");
    }

    double perSecond() {
        return count / per.seconds;
    }

    @Override
    public String toString() {
        return (count == Math.rint(count) ? Long.toString((long) count) : Double.toString(count))
                + "/"
                + per.sign;
    }
}
