package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One method of a hub that answers with one result. */
@FunctionalInterface
public interface HubMethod {

    /**
     * @param caller the connection of the client that calls
     * @param arguments as the client sent them; their number and types are not checked yet
     * @return the result, anything Jackson can write; null is a result too
     * @throws HubException its message is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client learns that, and no more
     * @throws Exception any other failure: the client learns that the call failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, List<JsonNode> arguments) throws Exception;
}
