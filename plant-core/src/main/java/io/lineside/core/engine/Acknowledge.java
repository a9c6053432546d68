package io.lineside.core.engine;

import org.jspecify.annotations.Nullable;

/**
 * An operator's act on one occurrence of an alarm. A command that comes again with its id takes
 * effect once.
 *
 * @param commandId unique per act, made by the client
 * @param alarm the alarm's id
 * @param occurrence the raise that the operator acknowledges
 * @param comment what the operator wrote; null when nothing
 * @param user the acting user, for the journal
 */
public record Acknowledge(
        String commandId, String alarm, String occurrence, @Nullable String comment, String user) {}
