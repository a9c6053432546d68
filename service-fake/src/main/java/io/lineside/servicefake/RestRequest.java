package io.lineside.servicefake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the data plane, as received.
 *
 * @param path the path as on the wire, with its escapes
 * @param query decoded, in order; empty when there is none
 * @param contentType null when there is none
 * @param body empty when there is none
 */
public record RestRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        @Nullable String contentType,
        String body) {

    /** The operation's name, such as {@code POST groups/*}{@code /:send}. */
    public String operation() {
        return Operation.of(this).name();
    }

    /** The group of the operation, decoded; null when it has none. */
    public @Nullable String group() {
        return Operation.of(this).named("groups");
    }

    /** The connection of the operation; null when it has none. */
    public @Nullable String connection() {
        return Operation.of(this).named("connections");
    }

    /** Whether the call sends something to clients. */
    public boolean isSend() {
        return path.endsWith("/:send");
    }

    @Nullable String first(String parameter) {
        List<String> values = query.get(parameter);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    List<String> all(String parameter) {
        return query.getOrDefault(parameter, List.of());
    }
}
