package io.lineside.signalr;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One invocation of a method by a client.
 *
 * @param id the client's own id of the invocation; null when the client wants no answer
 * @param method the method's name as the client wrote it
 * @param arguments as the client sent them; their number and types are not checked
 */
public record HubCall(@Nullable String id, String method, List<JsonNode> arguments) {}
