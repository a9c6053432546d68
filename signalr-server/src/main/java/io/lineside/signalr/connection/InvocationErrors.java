package io.lineside.signalr.connection;

import io.lineside.signalr.HubArgumentException;
import io.lineside.signalr.HubException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The errors with which invocations are answered. Their texts are those of ASP.NET Core, on which
 * clients may rely. Safe on any thread.
 */
final class InvocationErrors {

    private static final Logger LOG = LoggerFactory.getLogger(InvocationErrors.class);

    private final boolean detailed;

    /**
     * @param detailed whether clients see the message of every exception
     */
    InvocationErrors(boolean detailed) {
        this.detailed = detailed;
    }

    static String unknownMethod(String target) {
        return failedToInvoke(target) + " HubException: Method does not exist.";
    }

    /** The method answers with a stream, and the client expects one result. */
    static String streams(String target) {
        return "The client attempted to invoke the streaming '%s' method with a non-streaming invocation."
                .formatted(target);
    }

    /** The method answers with one result, and the client expects a stream. */
    static String doesNotStream(String target) {
        return "The client attempted to invoke the non-streaming '%s' method with a streaming invocation."
                .formatted(target);
    }

    static String idInUse(String id) {
        return "Invocation ID '" + id + "' is already in use.";
    }

    static String failedToInvoke(String target) {
        return "Failed to invoke '" + target + "' due to an error on the server.";
    }

    /**
     * The hub's method has failed; logs what the client may not see.
     *
     * @param target the method's name as the client wrote it
     * @param method the method's name as the hub has it
     * @param streaming whether the method answers with a stream
     */
    String failure(String target, String method, boolean streaming, Throwable failure) {
        return switch (failure) {
            case HubArgumentException arguments -> {
                LOG.debug("Arguments do not fit hub method '{}'", method, arguments);
                yield failedToInvoke(target) + detail(arguments);
            }
            case HubException meant when meant.isVerbatim() -> String.valueOf(meant.getMessage());
            case HubException meant ->
                    unexpected(target, streaming) + " HubException: " + meant.getMessage();
            default -> {
                LOG.warn("Hub method '{}' failed", method, failure);
                yield unexpected(target, streaming) + detail(failure);
            }
        };
    }

    private String detail(Throwable failure) {
        return detailed
                ? " " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                : "";
    }

    private static String unexpected(String target, boolean streaming) {
        return streaming
                ? "An error occurred on the server while streaming results."
                : "An unexpected error occurred invoking '" + target + "' on the server.";
    }
}
