package io.lineside.signalr;

import java.util.function.Supplier;

/**
 * An invocation of a client's method, encoded at most once however many clients it goes to; all of
 * them are sent the same bytes. Safe on any thread. Arguments are written when the first client
 * needs them: do not change them afterwards.
 */
public final class EncodedMessage {

    private final Supplier<byte[]> encoder;
    private volatile byte[] json = new byte[0];

    private EncodedMessage(Supplier<byte[]> encoder) {
        this.encoder = encoder;
    }

    /**
     * @param target the client's method
     * @param arguments anything Jackson can write
     */
    public static EncodedMessage invocation(String target, Object... arguments) {
        Object[] own = arguments.clone();
        return new EncodedMessage(() -> JsonProtocol.invocation(target, own));
    }

    /**
     * An invocation with one argument that is JSON already.
     *
     * @param target the client's method
     * @param argumentJson one JSON value in UTF-8, put in as it is; not copied, so do not change it
     */
    public static EncodedMessage rawInvocation(String target, byte[] argumentJson) {
        return new EncodedMessage(() -> JsonProtocol.rawInvocation(target, argumentJson));
    }

    /** Bytes that are a whole message of the protocol already. */
    static EncodedMessage ready(byte[] message) {
        return new EncodedMessage(() -> message);
    }

    /** The message in the JSON protocol, end mark included; shared, not to be changed. */
    byte[] json() {
        byte[] encoded = json;
        if (encoded.length == 0) {
            synchronized (this) {
                encoded = json;
                if (encoded.length == 0) {
                    encoded = encoder.get();
                    json = encoded;
                }
            }
        }
        return encoded;
    }
}
