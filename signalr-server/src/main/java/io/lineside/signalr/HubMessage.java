package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a client says, whatever protocol it says it in. */
sealed interface HubMessage {

    /**
     * A call.
     *
     * @param id null: no answer is wanted
     * @param streaming the client expects a stream of results
     * @param uploads the ids of the streams of arguments the client means to send
     */
    record Invocation(
            @Nullable String id,
            String target,
            List<JsonNode> arguments,
            boolean streaming,
            List<String> uploads)
            implements HubMessage {}

    /** One item of a stream the client sends. */
    record StreamItem(String id, JsonNode item) implements HubMessage {}

    /**
     * The end of a stream the client sends, or its answer to what it was asked.
     *
     * @param error null when it went well
     * @param result JSON null when there is none
     */
    record Completion(String id, @Nullable String error, JsonNode result) implements HubMessage {}

    /** The client wants no more of a stream it is sent. */
    record Cancel(String id) implements HubMessage {}

    record Ping() implements HubMessage {}

    record Close(@Nullable String error) implements HubMessage {}

    /** All of the server's messages up to this number have arrived. */
    record Ack(long sequence) implements HubMessage {}

    /** The number of the message that comes next, the first after the client came back. */
    record Sequence(long sequence) implements HubMessage {}

    /** Whether stateful reconnect numbers it. Source: HubProtocol.md, "Ack" (types 1 to 5). */
    default boolean isNumbered() {
        return switch (this) {
            case Invocation _, StreamItem _, Completion _, Cancel _ -> true;
            case Ping _, Close _, Ack _, Sequence _, Ignored _ -> false;
        };
    }

    /** Something that asks for nothing: an unknown type. */
    record Ignored(int type) implements HubMessage {}
}
