package io.lineside.signalr;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and runs the method a client calls, and says how it went in the words of ASP.NET Core, on
 * which clients may rely. Runs on the connection's lane.
 */
final class HubDispatcher {

    private record Method(String name, HubMethod code) {}

    private static final Logger LOG = LoggerFactory.getLogger(HubDispatcher.class);

    private final Hub hub;
    private final boolean detailedErrors;
    private final Counters counters;
    private final Map<String, Method> methods = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HubDispatcher(Hub hub, boolean detailedErrors, Counters counters) {
        this.hub = hub;
        this.detailedErrors = detailedErrors;
        this.counters = counters;
        hub.methods().forEach(this::add);
    }

    Hub hub() {
        return hub;
    }

    /** Runs a call; the answer goes into the caller's outbox if it wants one. */
    void invoke(ServerConnection caller, HubMessage.Invocation call) {
        long begin = System.nanoTime();
        Method method = methods.get(call.target());
        String id = call.id();
        String error = method == null ? unknown(call) : refusal(call);
        byte @Nullable [] answer = null;
        if (method != null && error == null) {
            try {
                Object result = method.code.invoke(caller, call.arguments());
                answer = id == null ? null : JsonProtocol.result(id, result);
            } catch (Exception e) {
                error = describe(call.target(), method, e);
            }
        }
        if (error != null && id != null) {
            answer = JsonProtocol.error(id, error);
        }
        String name = method == null ? "unknown" : method.name;
        counters.invoked(name, error != null, System.nanoTime() - begin);
        if (answer != null) {
            caller.deliver(answer);
        }
    }

    private void add(String name, HubMethod code) {
        if (methods.put(name, new Method(name, code)) != null) {
            throw new IllegalArgumentException(
                    "hub method '" + name + "': its name is there twice, case ignored");
        }
    }

    private static String unknown(HubMessage.Invocation call) {
        return failedToInvoke(call.target()) + " HubException: Method does not exist.";
    }

    private static @Nullable String refusal(HubMessage.Invocation call) {
        if (call.streaming()) {
            return "The client attempted to invoke the non-streaming '%s' method with a streaming invocation."
                    .formatted(call.target());
        }
        return call.uploads() ? failedToInvoke(call.target()) : null;
    }

    private String describe(String target, Method method, Exception failure) {
        return switch (failure) {
            case HubArgumentException arguments -> {
                LOG.debug("Arguments do not fit hub method '{}'", method.name, arguments);
                yield failedToInvoke(target) + detail(arguments);
            }
            case HubException told -> unexpected(target) + " HubException: " + told.getMessage();
            default -> {
                LOG.warn("Hub method '{}' failed", method.name, failure);
                yield unexpected(target) + detail(failure);
            }
        };
    }

    private String detail(Exception failure) {
        return detailedErrors
                ? " " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                : "";
    }

    private static String failedToInvoke(String target) {
        return "Failed to invoke '" + target + "' due to an error on the server.";
    }

    private static String unexpected(String target) {
        return "An unexpected error occurred invoking '" + target + "' on the server.";
    }
}
