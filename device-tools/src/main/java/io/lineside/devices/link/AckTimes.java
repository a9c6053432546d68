package io.lineside.devices.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Times from the SDK's send call to the hub's acknowledgement, of many links; thread-safe. */
public final class AckTimes {

    private static final long LONGEST = TimeUnit.HOURS.toMicros(1);

    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST, 3);

    void record(Duration time) {
        micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(time.toNanos()), 0, LONGEST));
    }

    /** The time that this share (0 to 100) of acknowledgements took at most, in milliseconds. */
    public double percentile(double percent) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percent) / 1000.0;
    }
}
