package io.lineside.wire;

import io.lineside.model.AlarmEvent;

/**
 * Something that happened to an alarm. Every one is sent, in order, never conflated; each has the
 * seq after the one before it in its group, and a client that sees a gap recovers.
 *
 * @param group the alarms group
 * @param epoch the journal's id; a restart of the relay does not change it
 * @param prev the seq of the transition before it in this group, 0 for the first
 * @param seq its own
 * @param kind what happened; the wire has the event's word
 * @param time event time, epoch milliseconds; for an acknowledgement the relay's
 * @param cause what made it happen: {@code partition:sequenceNumber:index}, {@code timer:dueMillis}
 *     or {@code command:commandId}
 * @param alarm the alarm after it
 */
public record AlarmTransition(
        String group,
        String epoch,
        long prev,
        long seq,
        AlarmEvent kind,
        long time,
        String cause,
        AlarmView alarm) {}
