package io.lineside.relay.broadcast.azure;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the service's calls. {@code connected} does nothing: a call may be a copy, so it must not
 * grant anything. {@code disconnected} makes the relay ask the service whether the connection is
 * gone. A client's message is answered with an error, since the relay takes none. Safe on any
 * thread.
 */
final class UpstreamEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamEvents.class);
    private static final String JSON = "application/json";

    /**
     * A call of the service.
     *
     * @param header a request header's value by its name; null when it is not there
     * @param code the query parameter of that name
     */
    record Call(UnaryOperator<@Nullable String> header, @Nullable String code, byte[] body) {}

    /** The answer to a call; the type is empty when the body is empty. */
    record Reply(int status, String type, byte[] body) {

        static Reply of(int status) {
            return new Reply(status, "", new byte[0]);
        }

        static Reply of(int status, String reason) {
            return new Reply(
                    status,
                    JSON,
                    ("{\"error\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }

    private final UpstreamSignature signature;
    private final byte @Nullable [] code;
    private final String hub;
    private final Consumer<String> disconnected;
    private final MeterRegistry meters;

    /**
     * @param code the value that the query parameter must have; null when any will do
     * @param disconnected called with each connection that is reported to be gone; must not block
     */
    UpstreamEvents(
            UpstreamSignature signature,
            @Nullable String code,
            String hub,
            Consumer<String> disconnected,
            MeterRegistry meters) {
        this.signature = signature;
        this.code = code == null ? null : code.getBytes(StandardCharsets.UTF_8);
        this.hub = hub;
        this.disconnected = disconnected;
        this.meters = meters;
    }

    Reply take(Call call) {
        String connectionId = call.header.apply("X-ASRS-Connection-Id");
        if (!isCode(call.code)
                || connectionId == null
                || !signature.accepts(connectionId, call.header.apply("X-ASRS-Signature"))) {
            count("forged");
            LOG.warn("an upstream call without a good signature or code was refused");
            return Reply.of(401, "the signature or the code is not right");
        }
        String toHub = call.header.apply("X-ASRS-Hub");
        if (toHub == null || !hub.equalsIgnoreCase(toHub)) {
            count("other");
            return Reply.of(404, "this relay serves another hub");
        }
        String category = String.valueOf(call.header.apply("X-ASRS-Category"));
        String event = String.valueOf(call.header.apply("X-ASRS-Event"));
        return switch (category) {
            case "connections" -> connection(event, connectionId);
            case "messages" -> message(call);
            default -> {
                count("other");
                yield Reply.of(404, "there is no such category");
            }
        };
    }

    private boolean isCode(@Nullable String given) {
        return code == null
                || (given != null
                        && MessageDigest.isEqual(code, given.getBytes(StandardCharsets.UTF_8)));
    }

    private Reply connection(String event, String connectionId) {
        switch (event) {
            case "connected" -> count("connected");
            case "disconnected" -> {
                count("disconnected");
                disconnected.accept(connectionId);
            }
            default -> {
                count("other");
                return Reply.of(404, "there is no such event");
            }
        }
        return Reply.of(200);
    }

    private Reply message(Call call) {
        count("message");
        String type = String.valueOf(call.header.apply("Content-Type"));
        try {
            byte[] completion =
                    type.startsWith("application/x-msgpack")
                            ? Completion.msgpack(call.body)
                            : Completion.json(call.body);
            return completion.length == 0
                    ? Reply.of(200)
                    : new Reply(
                            200,
                            type.startsWith("application/x-msgpack")
                                    ? "application/x-msgpack"
                                    : JSON,
                            completion);
        } catch (IllegalArgumentException e) {
            return Reply.of(400, "this is no message of a client");
        }
    }

    private void count(String event) {
        meters.counter("lineside.azure.upstream", "event", event).increment();
    }
}
