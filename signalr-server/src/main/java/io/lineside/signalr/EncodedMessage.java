package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/**
 * An invocation of a client's method, encoded at most once for each protocol however many clients
 * it goes to; all of them are sent the same bytes. Safe on any thread. Arguments are written when
 * the first client needs them: do not change them afterwards.
 */
public final class EncodedMessage {

    private final ServerMessage message;
    private volatile @Nullable Encoded json;
    private volatile @Nullable Encoded pack;

    private EncodedMessage(ServerMessage message) {
        this.message = message;
    }

    /**
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    public static EncodedMessage invocation(String target, Object... arguments) {
        return new EncodedMessage(new ServerMessage.Invocation(null, target, arguments.clone()));
    }

    /**
     * An invocation with one argument that is JSON already.
     *
     * @param target the client's method
     * @param argumentJson one JSON value in UTF-8, put in as it is; not copied, so do not change it
     */
    public static EncodedMessage rawInvocation(String target, byte[] argumentJson) {
        return new EncodedMessage(new ServerMessage.RawInvocation(target, argumentJson));
    }

    /** How many bytes it has in the JSON protocol, without what a transport adds. */
    public int jsonSize() {
        return in(HubProtocol.JSON).payloadSize();
    }

    Encoded in(HubProtocol protocol) {
        Encoded known = protocol.isBinary() ? pack : json;
        return known == null ? encode(protocol) : known;
    }

    private synchronized Encoded encode(HubProtocol protocol) {
        Encoded known = protocol.isBinary() ? pack : json;
        if (known != null) {
            return known;
        }
        Encoded encoded = protocol.encode(message);
        if (protocol.isBinary()) {
            pack = encoded;
        } else {
            json = encoded;
        }
        return encoded;
    }
}
