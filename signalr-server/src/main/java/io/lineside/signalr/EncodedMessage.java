package io.lineside.signalr;

import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * An invocation of a client's method that is encoded at most once for each protocol, however many
 * clients it is sent to: all of them get the same bytes. Safe on any thread. The arguments are
 * written when the first client needs them, so do not change them after they have been passed in.
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
     * @param arguments anything Jackson can write; the array is copied, its elements are not
     */
    public static EncodedMessage invocation(String target, Object... arguments) {
        return new EncodedMessage(new ServerMessage.Invocation(null, target, arguments.clone()));
    }

    /**
     * An invocation with one argument that is JSON already.
     *
     * @param target the client's method
     * @param argumentJson one JSON value in UTF-8, put in unchanged; not copied, so do not change
     *     it
     */
    public static EncodedMessage rawInvocation(String target, byte[] argumentJson) {
        return new EncodedMessage(new ServerMessage.RawInvocation(target, argumentJson));
    }

    /** Its size in the JSON protocol, in bytes, without what a transport adds. */
    public int jsonSize() {
        return in(HubProtocol.JSON).payloadSize();
    }

    /** The bytes in a protocol; for the packages of this server, not for its users. */
    public Encoded in(HubProtocol protocol) {
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
