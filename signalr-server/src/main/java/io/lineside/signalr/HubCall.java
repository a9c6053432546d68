package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client calls.
 *
 * @param id the client's own number of the call; null when it wants no answer
 * @param method the name as the client wrote it
 * @param arguments as the client sent them; their number and types are not checked
 */
public record HubCall(@Nullable String id, String method, List<JsonNode> arguments) {}
