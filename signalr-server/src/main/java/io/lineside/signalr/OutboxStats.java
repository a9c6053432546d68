package io.lineside.signalr;

/**
 * A connection's outbox at one moment.
 *
 * @param waitingBytes bytes held for this connection, those being written included
 * @param waitingMessages messages that wait; late ones count as one each
 * @param sentMessages messages whose bytes have been written
 * @param sentBytes their bytes, without WebSocket framing
 * @param sentFrames WebSocket messages they left in; several messages may share one
 * @param conflated late messages that were replaced by a newer one before they could be written
 */
public record OutboxStats(
        long waitingBytes,
        int waitingMessages,
        long sentMessages,
        long sentBytes,
        long sentFrames,
        long conflated) {}
