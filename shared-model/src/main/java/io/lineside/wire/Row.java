package io.lineside.wire;

import io.lineside.model.Quality;
import io.lineside.model.Reasons;
import io.lineside.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * One signal in an envelope. As JSON an array: {@code [signal, value, quality, sourceTime]}, and a
 * fifth element, the reason, only when the quality is not good. A position is {@code
 * {"lat":…,"lon":…}}; no value is null.
 *
 * @param signal {@code device/name}
 * @param value null when the device has nothing to report
 * @param quality the word good, uncertain or bad
 * @param sourceTime when the value was measured, epoch milliseconds by the device's clock
 * @param reason one of {@link Reasons} or the device's own; null when the quality is good
 */
public record Row(
        String signal,
        @Nullable Value value,
        Quality quality,
        long sourceTime,
        @Nullable String reason) {}
