package io.lineside.devices.replay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When each row is due, and the time to send it with. A row whose time goes back is due at once and
 * keeps its step back.
 */
public final class Timeline {

    private final double speed;
    private final @Nullable Instant shiftFrom;
    private final Instant now;
    private @Nullable Instant first;
    private Duration furthest = Duration.ZERO;

    /**
     * A timeline that starts now.
     *
     * @param speed how many times faster than the file; 0 for no waiting at all
     * @param now the time at the start
     * @param shiftFrom the time in the file that becomes now; null to leave times as they are. With
     *     a speed, time runs from there so many times slower than in the file, as it is played.
     */
    public Timeline(double speed, Instant now, @Nullable Instant shiftFrom) {
        this.speed = speed;
        this.now = now;
        this.shiftFrom = shiftFrom;
    }

    /** How long after the start this row is due. */
    public Duration due(Instant time) {
        if (first == null) {
            first = time;
        }
        Duration since = Duration.between(first, time);
        if (since.compareTo(furthest) > 0) {
            furthest = since;
        }
        return played(furthest);
    }

    /** The time to send with the row. */
    public Instant shifted(Instant time) {
        if (shiftFrom == null) {
            return time;
        }
        Duration since = Duration.between(shiftFrom, time);
        return now.plus(speed == 0 ? since : played(since));
    }

    private Duration played(Duration inFile) {
        if (speed == 0) {
            return Duration.ZERO;
        }
        double nanos = (inFile.getSeconds() * 1e9 + inFile.getNano()) / speed;
        return Duration.ofNanos(Math.round(nanos));
    }
}
