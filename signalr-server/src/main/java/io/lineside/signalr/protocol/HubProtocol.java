package io.lineside.signalr.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A protocol: how messages are written as bytes and read. Stateless; safe on any thread. */
public sealed interface HubProtocol permits JsonProtocol, PackProtocol {

    HubProtocol JSON = new JsonProtocol();
    HubProtocol MESSAGE_PACK = new PackProtocol();

    /** The protocol that a client names in its handshake, ignoring case; null when unknown. */
    static @Nullable HubProtocol named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "messagepack" -> MESSAGE_PACK;
            default -> null;
        };
    }

    String name();

    /** Whether its messages are bytes that are no text. */
    boolean isBinary();

    Encoded encode(ServerMessage message);

    /** A ping, which is always the same. */
    Encoded ping();

    /**
     * Reads one message.
     *
     * @param record without its end mark or its length
     */
    ClientMessage parse(byte[] record) throws ProtocolException;

    /**
     * Finds the end of the message that begins at {@code from}.
     *
     * @param seen up to where it was searched for before
     * @param to behind the last byte that has come
     */
    Extent extent(byte[] data, int from, int seen, int to) throws ProtocolException;

    /**
     * Where a message is within the bytes that have come.
     *
     * @param start its first byte
     * @param end behind its last byte; -1 when that has not come
     * @param next where the next message begins; at least there, when the end has not come
     */
    record Extent(int start, int end, long next) {}
}
