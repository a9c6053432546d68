package io.lineside.relay.broadcast;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One message for many clients: a target and its argument's JSON. A back end encodes it once, the
 * first time it needs it, and keeps the result here. Safe on any thread.
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
     * A message that must not be told twice.
     *
     * @param together the target under which several of them that wait may go as one array
     */
    public static Payload once(String target, byte[] argumentJson, String together) {
        return new Payload(target, argumentJson, together);
    }

    /**
     * The target under which several of its kind may go as one array; null for a message that may
     * be repeated, and of which the newest alone matters.
     */
    public @Nullable String together() {
        return together;
    }

    /** How many bytes the argument has. */
    public int size() {
        return argumentJson.length;
    }

    /** The argument's JSON, for tests and for back ends. */
    public byte[] argumentJson() {
        return argumentJson;
    }

    /** What the encoder makes of it; two threads may both encode, to the same effect. */
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
