package io.lineside.relay.http;

import io.javalin.http.Context;
import io.lineside.wire.WireJson;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads request bodies into records and writes answers; an error names the field and what was
 * expected.
 */
final class Bodies {

    /** The largest request body, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private static final String ANSWERED = "lineside.answered";

    private final JsonMapper mapper = WireJson.mapper();

    /** A request body that cannot be used; the message is for the author of the client. */
    static final class BadBodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadBodyException(String message) {
            super(message);
        }
    }

    /**
     * Reads the request's body.
     *
     * @param optional components that may be left out
     */
    <T extends Record> T read(Context context, Class<T> type, List<String> optional) {
        JsonNode tree;
        try {
            tree = mapper.readTree(context.bodyAsBytes());
        } catch (JacksonException e) {
            throw new BadBodyException("the body is not JSON: " + e.getOriginalMessage());
        }
        if (tree == null || !tree.isObject()) {
            throw new BadBodyException("the body is expected to be a JSON object");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode value = tree.get(component.getName());
            if ((value == null || value.isNull()) && !optional.contains(component.getName())) {
                throw new BadBodyException(
                        component.getName() + " is missing, expected " + word(component.getType()));
            }
        }
        try {
            return mapper.treeToValue(tree, type);
        } catch (DatabindException e) {
            throw new BadBodyException(field(e) + " is not as expected: " + e.getOriginalMessage());
        }
    }

    /** Refuses a body that is longer than what the call needs. */
    static void limit(Context context, int most) {
        int length = context.bodyAsBytes().length;
        if (length > most) {
            throw new BadBodyException(
                    "the body has " + length + " bytes, expected at most " + most);
        }
    }

    /** Answers with the body as JSON. */
    void answer(Context context, int status, @Nullable Object body) {
        context.attribute(ANSWERED, true);
        context.status(status)
                .contentType("application/json")
                .result(mapper.writeValueAsBytes(body));
    }

    /** Answers with an error in one sentence. */
    void error(Context context, int status, @Nullable String sentence) {
        answer(context, status, Map.of("error", String.valueOf(sentence)));
    }

    /** Whether a handler has answered, with whatever status. */
    static boolean isAnswered(Context context) {
        return context.attribute(ANSWERED) != null;
    }

    private static String field(DatabindException e) {
        return e.getPath().isEmpty()
                ? "the body"
                : String.valueOf(e.getPath().getFirst().getPropertyName());
    }

    private static String word(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == long.class || type == int.class) {
            return "a number";
        }
        return List.class.isAssignableFrom(type) ? "an array" : "an object";
    }
}
