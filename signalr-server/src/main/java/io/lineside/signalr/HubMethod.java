package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One method of a hub, as a client calls it. */
@FunctionalInterface
public interface HubMethod {

    /**
     * @param caller the connection that calls
     * @param arguments as the client sent them; their number and types are not checked yet
     * @return the result, anything Jackson can write; null is a result too
     * @throws HubException its text is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client is told that, and no more
     * @throws Exception anything else: the client is told that it failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, List<JsonNode> arguments) throws Exception;
}
