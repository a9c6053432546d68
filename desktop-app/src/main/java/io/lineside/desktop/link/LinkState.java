package io.lineside.desktop.link;

import java.time.Duration;
import java.time.Instant;

/** How live the link is, by the heads alone and by the age of the relay's time in them. */
public sealed interface LinkState {

    /** No heads of the relay have arrived yet, or no subscription was answered yet. */
    record Connecting() implements LinkState {}

    /** The newest heads are younger than 3 s. */
    record Live() implements LinkState {}

    /**
     * The newest heads are 3 s old or more.
     *
     * @param age how old
     */
    record Delayed(Duration age) implements LinkState {}

    /**
     * The newest heads are 6 s old or more: no value is live.
     *
     * @param since the relay's time in the newest heads
     */
    record NoLink(Instant since) implements LinkState {}

    /** The state's name, for reports. */
    default String name() {
        return getClass().getSimpleName();
    }
}
