package io.lineside.desktop.link;

import io.lineside.model.Quality;
import io.lineside.wire.Row;
import java.time.InstantSource;
import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long values took from the device's clock to this desktop. Compares the device's clock with
 * this computer's, so the figures mean something only where both clocks are the same or in step.
 * Safe on any thread.
 */
public final class LatencyLog {

    private static final long MOST_MILLIS = 3_600_000;

    private final InstantSource clock;
    private final Histogram millis = new ConcurrentHistogram(MOST_MILLIS, 3);

    public LatencyLog(InstantSource clock) {
        this.clock = clock;
    }

    void note(List<Row> rows) {
        long now = clock.millis();
        for (Row row : rows) {
            if (row.quality() == Quality.GOOD) {
                millis.recordValue(Math.clamp(now - row.sourceTime(), 0, MOST_MILLIS));
            }
        }
    }

    /** The latency that so many percent of the values stayed below, in milliseconds. */
    public long percentile(double percent) {
        return millis.getValueAtPercentile(percent);
    }

    public long max() {
        return millis.getMaxValue();
    }

    public long count() {
        return millis.getTotalCount();
    }
}
