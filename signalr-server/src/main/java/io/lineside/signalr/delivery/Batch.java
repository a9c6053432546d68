package io.lineside.signalr.delivery;

import io.lineside.signalr.protocol.Encoded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages that leave together in one write.
 *
 * @param to where they are written; null when the client is away
 * @param bytes the size of all messages, the heads of their frames included
 */
public record Batch(@Nullable Outlet to, List<Encoded> messages, int bytes) {

    /**
     * The size up to which messages that wait leave together, in bytes; a larger one leaves alone.
     */
    public static final int WRITE_BYTES = 64 * 1024;
}
