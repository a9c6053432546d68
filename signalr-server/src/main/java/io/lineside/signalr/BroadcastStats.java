package io.lineside.signalr;

/**
 * Totals of one server since it was created; also published as meters.
 *
 * @param connections open now
 * @param groups that have a member now
 * @param sentMessages messages written to clients; one message to n clients counts n
 * @param sentBytes their bytes, the heads of their WebSocket frames included
 * @param conflated deferred messages replaced by a newer one before they could be written
 * @param deferredFailures deferred messages whose encoding threw; nothing was sent for them
 * @param slowDisconnects clients disconnected because their outbox was full or a write did not end
 * @param discarded messages that were waiting when their connection ended, or came while it was
 *     ending
 * @param unroutable messages for the id of a connection that is not open
 */
public record BroadcastStats(
        int connections,
        int groups,
        long sentMessages,
        long sentBytes,
        long conflated,
        long deferredFailures,
        long slowDisconnects,
        long discarded,
        long unroutable) {}
