package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AssetPath;

/**
 * Something that happened to an alarm. Its identity is (alarm, cause, kind): a replay of the same
 * messages makes the same transitions, and the journal keeps each once.
 *
 * @param area the alarm's area; transitions are numbered per area
 * @param journal the journal's id; a restart of the relay does not change it
 * @param prev the seq of the transition before this one in the area, 0 for the first
 * @param seq the seq of this transition
 * @param kind what happened
 * @param time event time, epoch milliseconds; for an acknowledgement the relay's time
 * @param cause what led to the transition: {@code partition:sequenceNumber:index}, {@code
 *     timer:dueMillis} or {@code command:commandId}
 * @param alarm the alarm after the transition
 * @param journalled false when the transition was published though the journal could not be written
 */
public record Transition(
        AssetPath area,
        String journal,
        long prev,
        long seq,
        AlarmEvent kind,
        long time,
        String cause,
        AlarmStatus alarm,
        boolean journalled) {

    /** The same transition, marked as not in the journal. */
    public Transition notJournalled() {
        return new Transition(area, journal, prev, seq, kind, time, cause, alarm, false);
    }
}
