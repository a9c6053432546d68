package io.lineside.desktop.link;

import java.time.Duration;
import java.time.Instant;

/**
 * How live the link is, told by the heads envelopes alone and by the age of the relay's time in
 * them.
 */
public sealed interface LinkState {

    /** Nothing was heard from the relay yet. */
    record Connecting() implements LinkState {}

    /** The newest word of the relay is younger than 3 s. */
    record Live() implements LinkState {}

    /**
     * The newest word of the relay is 3 s old or more.
     *
     * @param age how old
     */
    record Delayed(Duration age) implements LinkState {}

    /**
     * The newest word of the relay is 6 s old or more: no value is live.
     *
     * @param since the relay's time in its last word
     */
    record NoLink(Instant since) implements LinkState {}

    /** Its name, for reports. */
    default String word() {
        return getClass().getSimpleName();
    }
}
