package io.lineside.relay.broadcast.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.lineside.relay.broadcast.NoDeliveryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens of Entra ID: one for all calls, renewed five minutes before it expires. While the renewal
 * fails, the current token stays in use until it expires. Clients' tokens are made by the service.
 */
final class EntraTokens implements TokenSource {

    /** The scope that Microsoft's own SDK asks for. */
    static final String SCOPE = "https://signalr.azure.com/.default";

    private static final Logger LOG = LoggerFactory.getLogger(EntraTokens.class);
    private static final Duration EARLY = Duration.ofMinutes(5);

    /**
     * A token that is refused although it is fresh lacks a role, so it is not renewed again within
     * this time.
     */
    private static final Duration RENEW_AGAIN = Duration.ofMinutes(1);

    /** The wait after a failed renewal, while there is still a token. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    /** How long a renewal may take: Azure Identity may look in many places, one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * How long the call that begins a renewal waits for it while the current token is still good.
     */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final TokenCredential credential;
    private final InstantSource clock;
    private final AtomicLong failures = new AtomicLong();
    private @Nullable AccessToken current;
    private @Nullable CompletableFuture<AccessToken> renewal;
    private Instant askAgain = Instant.MIN;
    private Instant renewedAt = Instant.EPOCH;

    EntraTokens(TokenCredential credential, InstantSource clock) {
        this.credential = credential;
        this.clock = clock;
    }

    @Override
    public Bearer forCall(String audience) {
        AccessToken inHand;
        CompletableFuture<AccessToken> asked;
        synchronized (this) {
            Instant now = clock.instant();
            inHand = current != null && now.isBefore(end(current)) ? current : null;
            boolean due = inHand == null || now.isAfter(end(inHand).minus(EARLY));
            boolean mayAsk = inHand == null || renewal == null && !now.isBefore(askAgain);
            if (inHand != null && !(due && mayAsk)) {
                return bearer(inHand);
            }
            asked = renewal();
        }
        return bearer(inHand == null ? awaited(asked) : awaited(asked, inHand));
    }

    private static Bearer bearer(AccessToken token) {
        return new Bearer(token.getToken(), token);
    }

    private static Instant end(AccessToken token) {
        return token.getExpiresAt().toInstant();
    }

    /** The renewal that is under way, one for all calls that wait for it. */
    private synchronized CompletableFuture<AccessToken> renewal() {
        CompletableFuture<AccessToken> underWay = renewal;
        if (underWay == null) {
            CompletableFuture<AccessToken> asked = new CompletableFuture<>();
            renewal = asked;
            Thread unused = Thread.ofVirtual().name("azure-token").start(() -> renew(asked));
            return asked;
        }
        return underWay;
    }

    private void renew(CompletableFuture<AccessToken> asked) {
        try {
            AccessToken token = fresh();
            synchronized (this) {
                current = token;
                renewal = null;
            }
            asked.complete(token);
        } catch (RuntimeException | Error e) {
            try {
                failed(String.valueOf(e.getMessage()));
            } finally {
                asked.completeExceptionally(e);
            }
        }
    }

    private synchronized void failed(String reason) {
        renewal = null;
        askAgain = clock.instant().plus(ASK_AGAIN);
        failures.incrementAndGet();
        AccessToken token = current;
        LOG.warn(
                "{}; {}",
                reason,
                token == null
                        ? "Azure SignalR Service cannot be called"
                        : "the token in hand is used until it ends at " + end(token));
    }

    private AccessToken fresh() {
        AccessToken token;
        try {
            token = credential.getToken(new TokenRequestContext().addScopes(SCOPE)).block(PATIENCE);
        } catch (RuntimeException e) {
            // Azure Identity's message lists in many lines where it looked; the first line names
            // the problem.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason");
            throw new NoDeliveryException("Entra ID gives no token: " + reason);
        }
        if (token == null) {
            throw new NoDeliveryException("Entra ID gives no token");
        }
        return token;
    }

    private static AccessToken awaited(CompletableFuture<AccessToken> asked) {
        try {
            return asked.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw NoDeliveryException.of(e);
        } catch (TimeoutException e) {
            throw new NoDeliveryException("Entra ID gives no token in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoDeliveryException("the relay is stopping");
        }
    }

    private static AccessToken awaited(CompletableFuture<AccessToken> asked, AccessToken inHand) {
        try {
            return asked.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return inHand;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return inHand;
        }
    }

    @Override
    public @Nullable String forClient(String audience, String user) {
        return null;
    }

    @Override
    public synchronized boolean refused(Object by, @Nullable Instant serverTime) {
        if (current != by) {
            // Another call was refused too, and the token is renewed already.
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

    @Override
    public long failures() {
        return failures.get();
    }
}
