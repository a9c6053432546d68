package io.lineside.signalr;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers its clients. The methods are called for one connection one at a time and in
 * order, on that connection's own virtual thread: first {@link #onConnected}, then the methods that
 * the client invokes, at last {@link #onDisconnected}. Calls for different connections run at the
 * same time. A method may block; only its own connection waits.
 */
public interface Hub {

    /** A hub with these methods and nothing else. */
    static Hub of(Map<String, HubMethod> methods) {
        Map<String, HubMethod> own = Map.copyOf(methods);
        return new Hub() {
            @Override
            public Map<String, HubMethod> methods() {
                return own;
            }
        };
    }

    /**
     * A client has completed its handshake. An exception closes the connection, and the client is
     * asked not to reconnect by itself.
     */
    default void onConnected(HubConnection connection) {}

    /**
     * The connection has ended and has left all groups; called exactly once for every connection
     * that was passed to {@link #onConnected}.
     *
     * @param reason why it ended, for a log; null when the client closed it in good order
     */
    default void onDisconnected(HubConnection connection, @Nullable String reason) {}

    /**
     * The methods that clients may invoke, by name; read once, when the server is created. Upper
     * and lower case are the same in names.
     */
    default Map<String, HubMethod> methods() {
        return Map.of();
    }

    /**
     * Takes invocations of methods that the hub does not name; null answers such invocations with
     * an error.
     */
    default @Nullable HubFallback fallback() {
        return null;
    }

    /** The methods that answer with a stream, by name; read once, when the server is created. */
    default Map<String, HubStreamMethod> streams() {
        return Map.of();
    }

    /** The methods that read streams, by name; read once, when the server is created. */
    default Map<String, HubUploadMethod> uploads() {
        return Map.of();
    }
}
