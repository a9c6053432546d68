package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One method of a hub that reads streams from its client. Runs on a virtual thread of its own,
 * beside the connection's calls.
 */
@FunctionalInterface
public interface HubUploadMethod {

    /**
     * @param caller the connection that calls
     * @param arguments those that are no streams, as the client sent them
     * @param uploads the streams, in the order of the client's arguments
     * @return the result, anything Jackson can write
     * @throws HubException its text is sent to the client
     * @throws HubArgumentException the arguments do not fit; the client is told that, and no more
     * @throws Exception anything else: the client is told that it failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, List<JsonNode> arguments, List<Upload> uploads)
            throws Exception;
}
