package io.lineside.signalr.protocol;

import org.jspecify.annotations.Nullable;

/** A message that a server sends, in whatever protocol. */
public sealed interface ServerMessage {

    /**
     * An invocation of a client's method.
     *
     * @param id null when no answer is wanted
     * @param arguments anything Jackson can write
     */
    record Invocation(@Nullable String id, String target, @Nullable Object[] arguments)
            implements ServerMessage {}

    /** An invocation whose only argument is JSON already, in UTF-8. */
    record RawInvocation(String target, byte[] argumentJson) implements ServerMessage {}

    /** One item of a stream that the client has asked for. */
    record StreamItem(String id, @Nullable Object item) implements ServerMessage {}

    /** The answer to an invocation that went well; a result may be null. */
    record Result(String id, @Nullable Object result) implements ServerMessage {}

    /** The answer to an invocation, or the end of a stream, that has failed. */
    record Failure(String id, String error) implements ServerMessage {}

    /** The end of a stream that has gone well. */
    record StreamEnd(String id) implements ServerMessage {}

    record Ping() implements ServerMessage {}

    /**
     * The end of the connection.
     *
     * @param error null for an end in good order
     * @param allowReconnect whether a client that reconnects by itself is allowed to
     */
    record Close(@Nullable String error, boolean allowReconnect) implements ServerMessage {

        private static final String ERROR = "Connection closed with an error.";

        public static final Close GOODBYE = new Close(null, false);
        public static final Close MAY_RETURN = new Close(null, true);
        public static final Close FAILED = new Close(ERROR, false);
        public static final Close FAILED_MAY_RETURN = new Close(ERROR, true);
    }

    /** All numbered messages of the client up to this number have been taken. */
    record Ack(long sequence) implements ServerMessage {}

    /** The number of the message that comes next, for a client that has come back. */
    record Sequence(long sequence) implements ServerMessage {}

    /**
     * Whether stateful reconnect numbers this message, so that it can be sent again. Source:
     * HubProtocol.md, "Ack" (types 1 to 5).
     */
    default boolean isNumbered() {
        return switch (this) {
            case Invocation _, RawInvocation _, StreamItem _, Result _, Failure _, StreamEnd _ ->
                    true;
            case Ping _, Close _, Ack _, Sequence _ -> false;
        };
    }
}
