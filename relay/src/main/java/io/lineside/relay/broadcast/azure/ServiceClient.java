package io.lineside.relay.broadcast.azure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The operations of the data plane, version 2022-06-01 (shared description: V20220601.json of
 * Azure/azure-signalr), each with its rule for retries. Blocks; safe on any thread.
 *
 * <p>A send is made once: only the caller knows whether the message may be repeated. An idempotent
 * operation (joining, leaving, closing, asking) is tried three times.
 */
final class ServiceClient {

    private static final String VERSION = "api-version=2022-06-01";
    private static final String TOKEN_VERSION = "api-version=2022-11-01";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    /**
     * The form of the service's connection ids; an id from a client that does not have it is not
     * put into an address.
     */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_~=+-][A-Za-z0-9_.~=+-]{0,255}");

    /** Waits between retries. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final RestCalls calls;
    private final String hub;
    private final Pause pause;

    ServiceClient(RestCalls calls, String hub, Pause pause) {
        this.calls = calls;
        this.hub = "/api/hubs/" + escaped(hub);
        this.pause = pause;
    }

    /** Whether this can be the id of a connection. */
    static boolean canBeConnection(String connectionId) {
        return ID.matcher(connectionId).matches();
    }

    /** Sends to every client of a group. */
    CallOutcome sendToGroup(String group, byte[] message) {
        return send("/groups/" + escaped(group), message);
    }

    /** Sends to every client of a user. */
    CallOutcome sendToUser(String user, byte[] message) {
        return send("/users/" + escaped(user), message);
    }

    /** Sends to one client. */
    CallOutcome sendToConnection(String connectionId, byte[] message) {
        return send("/connections/" + escaped(connectionId), message);
    }

    /** Sends to every client of the hub. */
    CallOutcome sendToAll(byte[] message) {
        return send("", message);
    }

    private CallOutcome send(String to, byte[] message) {
        return calls.call("POST", hub + to + "/:send", VERSION, message, TIMEOUT);
    }

    /** Adds a connection to a group. */
    CallOutcome join(String connectionId, String group) {
        return repeated("PUT", member(connectionId, group), VERSION);
    }

    /** Takes a connection out of a group. */
    CallOutcome leave(String connectionId, String group) {
        return repeated("DELETE", member(connectionId, group), VERSION);
    }

    private String member(String connectionId, String group) {
        return "/groups/" + escaped(group) + "/connections/" + escaped(connectionId);
    }

    /** Whether the connection exists. */
    CallOutcome exists(String connectionId) {
        return repeated("HEAD", "/connections/" + escaped(connectionId), VERSION);
    }

    /** Ends a connection; its client receives the reason. */
    CallOutcome close(String connectionId, String reason) {
        return repeated(
                "DELETE",
                "/connections/" + escaped(connectionId),
                "reason=" + escaped(reason) + "&" + VERSION);
    }

    /** An access token for a client, made by the service. */
    CallOutcome generateToken(String user, Duration lifetime) {
        return repeated(
                "POST",
                "/:generateToken",
                "userId="
                        + escaped(user)
                        + "&minutesToExpire="
                        + lifetime.toMinutes()
                        + "&"
                        + TOKEN_VERSION);
    }

    private CallOutcome repeated(String method, String path, String query) {
        CallOutcome outcome = calls.call(method, hub + path, query, null, TIMEOUT);
        for (int i = 1; i < TRIES; i++) {
            Duration wait =
                    switch (outcome) {
                        case CallOutcome.NotTaken(String _, Duration asked) -> longer(asked, i);
                        case CallOutcome.Uncertain _ -> longer(Duration.ZERO, i);
                        case CallOutcome.Done _, CallOutcome.Missing _, CallOutcome.Refused _ ->
                                null;
                    };
            if (wait == null || wait.compareTo(Duration.ofSeconds(2)) > 0) {
                return outcome;
            }
            try {
                pause.of(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return outcome;
            }
            outcome = calls.call(method, hub + path, query, null, TIMEOUT);
        }
        return outcome;
    }

    private static Duration longer(Duration asked, int tries) {
        Duration own = Duration.ofMillis(300L * tries);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** Percent-encoded, but for RFC 3986's unreserved characters. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '_'
                            || c == '.'
                            || c == '~';
            if (plain) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }
}
