package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/** What a server says, whatever protocol it says it in. */
sealed interface ServerMessage {

    /**
     * A call of a client's method.
     *
     * @param id null: no answer is wanted
     * @param arguments anything Jackson can write
     */
    record Invocation(@Nullable String id, String target, @Nullable Object[] arguments)
            implements ServerMessage {}

    /** A call whose only argument is JSON already. */
    record RawInvocation(String target, byte[] argumentJson) implements ServerMessage {}

    record StreamItem(String id, @Nullable Object item) implements ServerMessage {}

    /** The answer to a call that went well; a result may be null. */
    record Result(String id, @Nullable Object result) implements ServerMessage {}

    /** The answer to a call, or the end of a stream, that failed. */
    record Failure(String id, String error) implements ServerMessage {}

    /** The end of a stream that went well. */
    record StreamEnd(String id) implements ServerMessage {}

    record Ping() implements ServerMessage {}

    record Close(@Nullable String error, boolean allowReconnect) implements ServerMessage {}

    /** All of the client's messages up to this number have been taken. */
    record Ack(long sequence) implements ServerMessage {}

    /** The number of the next message, the first after a client came back. */
    record Sequence(long sequence) implements ServerMessage {}

    /**
     * Whether stateful reconnect numbers it: only what would be missed. Source: HubProtocol.md,
     * "Ack" (types 1 to 5).
     */
    default boolean isNumbered() {
        return switch (this) {
            case Invocation _, RawInvocation _, StreamItem _, Result _, Failure _, StreamEnd _ ->
                    true;
            case Ping _, Close _, Ack _, Sequence _ -> false;
        };
    }
}
