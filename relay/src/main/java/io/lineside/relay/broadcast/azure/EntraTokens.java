package io.lineside.relay.broadcast.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.lineside.relay.broadcast.NoDeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of Entra ID: one for all calls, renewed five minutes before it ends. Clients' tokens are
 * made by the service.
 */
final class EntraTokens implements Tokens {

    /** What Microsoft's own SDK asks for. */
    static final String SCOPE = "https://signalr.azure.com/.default";

    private static final Duration EARLY = Duration.ofMinutes(5);

    /** A fresh token that is refused too says that a role is missing: asking on would not help. */
    private static final Duration RENEW_AGAIN = Duration.ofMinutes(1);

    /** Azure Identity may look in many places, one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TokenCredential credential;
    private final InstantSource clock;
    private @Nullable AccessToken current;
    private Instant renewedAt = Instant.EPOCH;

    EntraTokens(TokenCredential credential, InstantSource clock) {
        this.credential = credential;
        this.clock = clock;
    }

    @Override
    public synchronized Bearer forCall(String audience) {
        AccessToken token = current;
        if (token == null
                || clock.instant().isAfter(token.getExpiresAt().toInstant().minus(EARLY))) {
            token = fresh();
            current = token;
        }
        return new Bearer(token.getToken(), token);
    }

    private AccessToken fresh() {
        AccessToken token;
        try {
            token = credential.getToken(new TokenRequestContext().addScopes(SCOPE)).block(PATIENCE);
        } catch (RuntimeException e) {
            // Azure Identity tells in many lines where it looked: the first says what is wrong.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason");
            throw new NoDeliveryException("Entra ID gives no token: " + reason);
        }
        if (token == null) {
            throw new NoDeliveryException("Entra ID gives no token");
        }
        return token;
    }

    @Override
    public @Nullable String forClient(String audience, String user) {
        return null;
    }

    @Override
    public synchronized boolean refused(Object by, @Nullable Instant serverTime) {
        if (current != by) {
            // Another call was refused too, and had it renewed already.
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(renewedAt.plus(RENEW_AGAIN))) {
            return false;
        }
        renewedAt = now;
        current = null;
        return true;
    }
}
