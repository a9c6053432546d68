package io.lineside.core.source;

import io.lineside.model.Sample;
import java.util.List;

/** What a message turned out to be. */
public sealed interface Decoded {

    /** Telemetry; the samples in the order of the body. */
    record Samples(List<Sample> samples) implements Decoded {
        public Samples {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Telemetry that cannot be used.
     *
     * @param reason one line: what was wrong and where
     * @param excerpt the body's first 200 characters, control characters replaced
     */
    record Rejected(String reason, String excerpt) implements Decoded {}

    /**
     * Not telemetry but an event of the hub itself, such as a device that connects.
     *
     * @param source the hub's name for the kind of event
     */
    record Ignored(String source) implements Decoded {}
}
