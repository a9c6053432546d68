package io.lineside.model.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/alarms/acknowledge}: an operator's act on one occurrence. Doing it twice with
 * one command id does it once.
 *
 * @param commandId a fresh UUID made by the client
 * @param alarm the alarm's id
 * @param occurrence which raise is meant
 * @param expectedSeq the alarm's seq the operator saw
 * @param workstation where the operator sits
 * @param comment what the operator wrote; null when nothing
 */
public record Acknowledgement(
        String commandId,
        String alarm,
        String occurrence,
        long expectedSeq,
        String workstation,
        @Nullable String comment) {

    /**
     * What became of it.
     *
     * @param result accepted (200), already (200, done before by this or another command), conflict
     *     (409, another occurrence), unknown (404, no such alarm) or refused (503, the journal
     *     cannot be written)
     * @param reason one sentence for the operator; null when accepted
     * @param alarm the alarm as it is now; null when unknown
     */
    public record Answer(String result, @Nullable String reason, @Nullable AlarmView alarm) {}
}
