package io.lineside.signalr.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A message that a client sends, in whatever protocol. */
public sealed interface ClientMessage {

    /**
     * An invocation of a hub's method.
     *
     * @param id null when no answer is wanted
     * @param streaming whether the client expects a stream of results
     * @param uploads the ids of the streams that the client will send as arguments
     */
    record Invocation(
            @Nullable String id,
            String target,
            List<JsonNode> arguments,
            boolean streaming,
            List<String> uploads)
            implements ClientMessage {}

    /** One item of a stream that the client sends. */
    record StreamItem(String id, JsonNode item) implements ClientMessage {}

    /**
     * The end of a stream that the client sends, or its answer to an invocation by the server.
     *
     * @param error null when all went well
     * @param result JSON null when there is no result
     */
    record Completion(String id, @Nullable String error, JsonNode result)
            implements ClientMessage {}

    /** The client wants no more of a stream that it is sent. */
    record Cancel(String id) implements ClientMessage {}

    record Ping() implements ClientMessage {}

    /**
     * The client closes the connection.
     *
     * @param error null when it does so in good order
     */
    record Close(@Nullable String error) implements ClientMessage {}

    /** All numbered messages of the server up to this number have arrived. */
    record Ack(long sequence) implements ClientMessage {}

    /** The number of the message that comes next, after the client has come back. */
    record Sequence(long sequence) implements ClientMessage {}

    /**
     * Whether stateful reconnect numbers this message. Source: HubProtocol.md, "Ack" (types 1-5).
     */
    default boolean isNumbered() {
        return switch (this) {
            case Invocation _, StreamItem _, Completion _, Cancel _ -> true;
            case Ping _, Close _, Ack _, Sequence _, Ignored _ -> false;
        };
    }

    /** A message of an unknown type, to which nothing is done. */
    record Ignored(int type) implements ClientMessage {}
}
