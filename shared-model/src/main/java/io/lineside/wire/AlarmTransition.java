package io.lineside.wire;

import io.lineside.model.AlarmEvent;

/**
 * Something that happened to an alarm. Every transition is sent, in order, never conflated. Within
 * a group seqs rise by one, and a client that sees a gap recovers.
 *
 * @param group the alarms group
 * @param epoch the journal's id; a restart of the relay does not change it
 * @param prev the seq of the transition before this one in the group, 0 for the first
 * @param seq the seq of this transition
 * @param kind what happened; the wire has the event's word
 * @param time event time, epoch milliseconds; for an acknowledgement the relay's time
 * @param cause what led to the transition: {@code partition:sequenceNumber:index}, {@code
 *     timer:dueMillis} or {@code command:commandId}
 * @param alarm the alarm after the transition
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
