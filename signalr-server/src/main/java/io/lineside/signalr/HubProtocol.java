package io.lineside.signalr;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way to write messages as bytes and to read them back. Stateless; safe on any thread. */
sealed interface HubProtocol permits JsonProtocol, PackProtocol {

    HubProtocol JSON = new JsonProtocol();
    HubProtocol MESSAGE_PACK = new PackProtocol();

    /** The protocol a client names in its handshake, whatever the case; null when unknown. */
    static @Nullable HubProtocol named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "messagepack" -> MESSAGE_PACK;
            default -> null;
        };
    }

    String name();

    /** Whether it needs a transport for bytes that are no text. */
    boolean isBinary();

    Encoded encode(ServerMessage message);

    Encoded ping();

    /** Reads one message, without its end mark or its length. */
    HubMessage parse(byte[] record) throws ProtocolException;

    /**
     * Looks for the end of the message that begins at {@code from}.
     *
     * @param seen how far it was looked for before
     * @param to how much has come
     */
    Extent extent(byte[] data, int from, int seen, int to) throws ProtocolException;

    /**
     * Where a message is within what has come.
     *
     * @param start its first byte
     * @param end behind its last byte; -1 when that has not come
     * @param next where the next one begins; when the end has not come, the least it could be
     */
    record Extent(int start, int end, long next) {}
}
