package io.lineside.desktop.latest;

import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was shown of each signal lately, at most so many points each, so that a trail or a trend is
 * there when its screen is opened. A reading that may not look live leaves a gap. FX thread only.
 */
public final class History {

    /** The most points kept of one signal. */
    public static final int MOST_POINTS = 600;

    /**
     * A point.
     *
     * @param time when it was measured, epoch milliseconds
     * @param value a number or a position; null for a gap
     */
    public record Point(long time, @Nullable Value value) {}

    private final Map<SignalId, Deque<Point>> points = new HashMap<>();

    /** Takes in what is shown now. */
    public void note(Reading reading) {
        Deque<Point> line = points.computeIfAbsent(reading.signal(), id -> new ArrayDeque<>());
        Point last = line.peekLast();
        Value value = reading.looksLive() ? reading.value() : null;
        if (value instanceof Value.Text) {
            return;
        }
        if (last != null && value == null && last.value() == null) {
            return;
        }
        if (last != null && value != null && last.time() == reading.sourceTime()) {
            if (last.value() == null) {
                line.removeLast();
            } else {
                return;
            }
        }
        line.addLast(new Point(reading.sourceTime(), value));
        if (line.size() > MOST_POINTS) {
            line.removeFirst();
        }
    }

    /** The points of a signal, oldest first. */
    public Collection<Point> of(SignalId signal) {
        Deque<Point> line = points.get(signal);
        return line == null ? List.of() : Collections.unmodifiableCollection(line);
    }
}
