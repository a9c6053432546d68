package io.lineside.signalr;

/**
 * A connection's outbox at one moment.
 *
 * @param waitingBytes bytes that are held for this connection, those being written included
 * @param waitingMessages messages that wait; a deferred message counts as one
 * @param sentMessages messages that have been written
 * @param sentBytes their bytes, the heads of their WebSocket frames included
 * @param sentFrames writes that have ended well; several messages may share one write
 * @param conflated deferred messages that were replaced by a newer one before they could be written
 */
public record OutboxStats(
        long waitingBytes,
        int waitingMessages,
        long sentMessages,
        long sentBytes,
        long sentFrames,
        long conflated) {}
