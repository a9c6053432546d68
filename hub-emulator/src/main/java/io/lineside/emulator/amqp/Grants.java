package io.lineside.emulator.amqp;

import io.lineside.emulator.registry.SasToken;
import io.lineside.emulator.registry.SymmetricKey;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tokens of one connection allow, and until when. Used on the connection's event loop. */
final class Grants {

    private final @Nullable ServiceKey key;
    private final Clock clock;
    private final Map<String, Instant> untilByPath = new HashMap<>();

    /**
     * @param key what tokens must be signed with; null: nothing is checked, as with the development
     *     emulator
     */
    Grants(@Nullable ServiceKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Takes a token; null when it is good, else why not, in words that repeat nothing of it.
     *
     * @param audience what it is for, {@code amqp://host/path}
     */
    @Nullable String accept(String audience, String type, String text) {
        if (key == null) {
            return null;
        }
        if (!type.endsWith(":sastoken")) {
            return "tokens of type " + type + " are not known here";
        }
        SasToken token;
        try {
            token = SasToken.parse(text);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        if (!key.name().equals(token.policy())
                || !token.isSignedBy(
                        SymmetricKey.of(
                                key.key().getBytes(java.nio.charset.StandardCharsets.UTF_8)))) {
            return "the token is not signed with the key of policy " + key.name();
        }
        if (!token.expires().isAfter(clock.instant())) {
            return "the token has expired";
        }
        String path = path(audience);
        if (!covers(path(token.resource()), path)) {
            return "the token is for another entity";
        }
        untilByPath.put(path, token.expires());
        return null;
    }

    /** Whether this entity may be used now. */
    boolean allow(String entity) {
        if (key == null) {
            return true;
        }
        Instant until = until(entity);
        return until != null && until.isAfter(clock.instant());
    }

    /** Until when this entity may be used; null: not at all. */
    @Nullable Instant until(String entity) {
        Instant until = null;
        for (Map.Entry<String, Instant> grant : untilByPath.entrySet()) {
            if (covers(grant.getKey(), path(entity))
                    && (until == null || grant.getValue().isAfter(until))) {
                until = grant.getValue();
            }
        }
        return until;
    }

    /** Whether tokens are checked at all. */
    boolean isChecked() {
        return key != null;
    }

    private static boolean covers(String granted, String entity) {
        return granted.isEmpty() || entity.equals(granted) || entity.startsWith(granted + "/");
    }

    /** The entity's path in lower case: to Event Hubs upper and lower case are the same. */
    private static String path(String audience) {
        String path = audience;
        int scheme = audience.indexOf("://");
        if (scheme >= 0) {
            String uriPath = URI.create(audience.replace("$", "%24")).getPath();
            path = uriPath == null ? "" : uriPath;
        }
        return path.replaceFirst("^/+", "")
                .replaceFirst("/+$", "")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
