package io.lineside.signalr;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers its clients. For one connection everything here happens in order and one at
 * a time, on that connection's own virtual thread: first {@link #onConnected}, then its calls, at
 * last {@link #onDisconnected}. Different connections run at the same time. A hub may block; only
 * its own connection waits.
 */
public interface Hub {

    /** A hub that has these methods and does not care who comes and goes. */
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
     * The handshake is done. An exception closes the connection and tells the client not to come
     * back by itself.
     */
    default void onConnected(HubConnection connection) {}

    /**
     * The connection is gone and has left all groups; called exactly once for every connection that
     * was given to {@link #onConnected}.
     *
     * @param reason why, for a log; null when the client said goodbye
     */
    default void onDisconnected(HubConnection connection, @Nullable String reason) {}

    /**
     * The methods clients may call, by name; read once, when the server is created. Case does not
     * matter in names.
     */
    default Map<String, HubMethod> methods() {
        return Map.of();
    }

    /**
     * Takes plain calls of methods that are none of these; null answers them with an error. Read
     * once, when the server is created.
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
