package io.lineside.relay.broadcast.azure;

import java.time.Duration;

/** What became of a call: what may be done next depends on whether the service can have acted. */
sealed interface Outcome {

    /**
     * The service did it.
     *
     * @param body of the answer; empty when it has none
     */
    record Done(String body) implements Outcome {}

    /** There is no such connection, group or user, or it is not in it. */
    record Missing() implements Outcome {}

    /**
     * The service certainly did not do it: it was not reached, it throttled, or it knew no such
     * key.
     *
     * @param pause how long it asked to be left alone; zero when it did not ask
     */
    record NotTaken(String reason, Duration pause) implements Outcome {}

    /** The service may have done it: no answer came, or one of the 500s. */
    record Uncertain(String reason) implements Outcome {}

    /** The service will never do it as it is. */
    record Refused(int status, String reason) implements Outcome {}

    /** One sentence for an error; only of what is not done. */
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
