package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One method of a hub that reads streams from its client. It runs on a virtual thread of its own,
 * beside the connection's other invocations.
 */
@FunctionalInterface
public interface HubUploadMethod {

    /**
     * @param caller the connection of the client that calls
     * @param arguments the arguments that are no streams, as the client sent them
     * @param uploads the streams, in the order of the client's arguments
     * @return the result, anything Jackson can write
     * @throws HubException its message is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client learns that, and no more
     * @throws Exception any other failure: the client learns that the call failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, List<JsonNode> arguments, List<Upload> uploads)
            throws Exception;
}
