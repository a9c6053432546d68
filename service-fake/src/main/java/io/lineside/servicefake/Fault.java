package io.lineside.servicefake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one call of the data plane. */
public sealed interface Fault {

    /** Whether the call is carried out all the same. */
    boolean delivered();

    /**
     * An answer other than the right one.
     *
     * @param retryAfter rounded up to seconds; null for none
     */
    record Answer(int status, @Nullable Duration retryAfter, boolean delivered) implements Fault {}

    /** The connection is reset, without an answer. */
    record Reset(boolean delivered) implements Fault {}

    /** The call is carried out and answered rightly, but late. */
    record Late(Duration by) implements Fault {
        @Override
        public boolean delivered() {
            return true;
        }
    }

    /** An error instead of the call. */
    static Fault status(int status) {
        return new Answer(status, null, false);
    }

    /** 429 with Retry-After. */
    static Fault throttled(Duration retryAfter) {
        return new Answer(429, retryAfter, false);
    }

    /** An error after the call was carried out: what a time-out inside the service looks like. */
    static Fault afterDelivery(int status) {
        return new Answer(status, null, true);
    }
}
