package io.lineside.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * An operator's act on one occurrence of an alarm. Made twice with one command id, it is done once.
 *
 * @param commandId unique per act, made by the client
 * @param alarm the alarm's id
 * @param occurrence which raise is meant
 * @param seenSeq the alarm's seq that the operator saw
 * @param workstation where the operator sits
 * @param comment what the operator wrote; null when nothing
 * @param user who acts, for the journal
 */
public record Acknowledge(
        String commandId,
        String alarm,
        String occurrence,
        long seenSeq,
        String workstation,
        @Nullable String comment,
        String user) {}
