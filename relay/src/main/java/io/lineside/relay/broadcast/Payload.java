package io.lineside.relay.broadcast;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One message for many clients: a target and its argument's JSON. A back end encodes the message
 * once, when it first needs to, and keeps the result here. Safe on any thread.
 */
public final class Payload {

    private final String target;
    private final byte[] argumentJson;
    private final @Nullable String together;
    private volatile @Nullable Object encoded;

    /**
     * @param argumentJson UTF-8; not to be changed
     */
    public Payload(String target, byte[] argumentJson) {
        this(target, argumentJson, null);
    }

    private Payload(String target, byte[] argumentJson, @Nullable String together) {
        this.target = target;
        this.argumentJson = argumentJson;
        this.together = together;
    }

    /**
     * A message that must not be delivered twice.
     *
     * @param together the target under which several such messages that wait may be sent as one
     *     array
     */
    public static Payload once(String target, byte[] argumentJson, String together) {
        return new Payload(target, argumentJson, together);
    }

    /**
     * The target under which several messages of this kind may be sent as one array; null for a
     * message that may be repeated, and of which only the newest matters.
     */
    public @Nullable String together() {
        return together;
    }

    /** The size of the argument, in bytes. */
    public int size() {
        return argumentJson.length;
    }

    /** The argument's JSON, for tests and for back ends. */
    public byte[] argumentJson() {
        return argumentJson;
    }

    /** The encoded message; two threads may both call the encoder, with the same result. */
    public <T> T encoded(Class<T> type, BiFunction<String, byte[], T> encoder) {
        Object present = encoded;
        if (type.isInstance(present)) {
            return type.cast(present);
        }
        T fresh = encoder.apply(target, argumentJson);
        encoded = fresh;
        return fresh;
    }

    /** The SignalR target. */
    public String target() {
        return target;
    }
}
