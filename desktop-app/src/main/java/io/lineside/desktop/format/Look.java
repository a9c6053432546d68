package io.lineside.desktop.format;

import io.lineside.desktop.latest.Reading;
import io.lineside.model.Quality;
import io.lineside.model.Reasons;

/**
 * How a reading is drawn; each differs from the others by more than colour. The rules are those of
 * OPC 10000-4, 7.39, and of ISA-101: what may not be used must not look usable.
 */
public enum Look {
    /** The present value: plain. */
    LIVE(""),
    /** A value to be used with care: dotted frame and a tilde. */
    UNCERTAIN("~"),
    /** The value was so once: greyed, hatched, with its age. */
    OLD("old"),
    /** A value not to be used: hatched in the colour of bad data, with a question mark. */
    BAD("?"),
    /** No value has ever arrived. */
    NONE("…");

    private final String sign;

    Look(String sign) {
        this.sign = sign;
    }

    /** What stands beside the value, so that the look survives a print in grey. */
    public String sign() {
        return sign;
    }

    /** Whether the value may be taken for the present one. */
    public boolean isPresent() {
        return this == LIVE || this == UNCERTAIN;
    }

    /** The look of a reading. */
    public static Look of(Reading reading) {
        if (reading.sourceTime() == 0 && reading.value() == null) {
            return NONE;
        }
        if (reading.quality() == Quality.BAD) {
            return BAD;
        }
        String reason = reading.reason();
        if (!reading.vouched()
                || Reasons.STALE.equals(reason)
                || Reasons.LAST_KNOWN.equals(reason)) {
            return OLD;
        }
        return reading.quality() == Quality.GOOD ? LIVE : UNCERTAIN;
    }
}
