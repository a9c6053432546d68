package io.lineside.core.source;

import java.util.function.Consumer;

/**
 * Where telemetry comes from. A source connects by itself, tries for ever, and reports at least
 * every 2 s: {@link SourceEvent.Answered} while the hub answers, {@link SourceEvent.Lost}
 * otherwise.
 */
public interface EventSource extends AutoCloseable {

    /**
     * Starts reading. Returns at once.
     *
     * @param sink is called on the source's own threads, on one at a time for a partition; it may
     *     block, and then the partition is not read further
     */
    void start(Consumer<SourceEvent> sink);

    /** Stops reading; the sink is not called after this has returned. */
    @Override
    void close();
}
