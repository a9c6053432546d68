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
     * @param uploads the client means to send streams of arguments
     */
    record Invocation(
            @Nullable String id,
            String target,
            List<JsonNode> arguments,
            boolean streaming,
            boolean uploads)
            implements HubMessage {}

    record Ping() implements HubMessage {}

    record Close(@Nullable String error) implements HubMessage {}

    /**
     * Something that asks for nothing: an unknown type, or a part of a stream or call this server
     * did not begin.
     */
    record Ignored(int type) implements HubMessage {}
}
