package io.lineside.relay.broadcast.azure;

import java.time.Duration;

/**
 * What became of a call. Whether the call may be repeated depends on whether the service may have
 * acted.
 */
sealed interface CallOutcome {

    /**
     * The service did what was asked.
     *
     * @param body the answer's body; empty when it has none
     */
    record Done(String body) implements CallOutcome {}

    /** There is no such connection, group or user, or the connection is not in the group. */
    record Missing() implements CallOutcome {}

    /**
     * The service certainly did not act: it was not reached, it throttled, or it did not know the
     * key.
     *
     * @param pause how long the service asked to wait before the next call; zero when it did not
     *     ask
     */
    record NotTaken(String reason, Duration pause) implements CallOutcome {}

    /** The service may have acted: no answer came, or a status of 500 or above. */
    record Uncertain(String reason) implements CallOutcome {}

    /** The service will never do what was asked, as the call is. */
    record Refused(int status, String reason) implements CallOutcome {}

    /** The reason in one sentence; only for an outcome that is not {@link Done}. */
    default String why() {
        return switch (this) {
            case Done _ -> "done";
            case Missing _ -> "it is not there";
            case NotTaken(String reason, Duration _) -> reason;
            case Uncertain(String reason) -> reason;
            case Refused(int _, String reason) -> reason;
        };
    }
}
