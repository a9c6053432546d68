package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;

/**
 * A running delay: the condition changed, and the alarm follows when the condition stays changed.
 * The delay ends at a sample measured at or after {@code due}, or when the partition's watermark
 * passes {@code dueByHub}; both ways the event's time is {@code due}.
 *
 * @param kind raised or cleared
 * @param partition the partition of the sample that began the delay
 * @param due event time by the device's clock, epoch milliseconds
 * @param dueByHub the same moment by the hub's clock
 * @param value the newest value for which the changed condition was seen
 */
public record Pending(AlarmEvent kind, String partition, long due, long dueByHub, double value) {

    Pending with(double newer) {
        return new Pending(kind, partition, due, dueByHub, newer);
    }
}
