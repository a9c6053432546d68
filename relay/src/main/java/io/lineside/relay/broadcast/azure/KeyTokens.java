package io.lineside.relay.broadcast.azure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens signed with an access key, HS256 over the key's own characters. Of two keys the key that
 * worked last is used, so a key can be renewed in Azure without interruption. A difference between
 * the relay's clock and the service's is corrected by the time in a refusal.
 */
final class KeyTokens implements TokenSource {

    /** A smaller difference between the clocks is not the reason why a token was refused. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** The key in use, and how far the service's clock is ahead. */
    private record Signing(int key, Duration skew) {}

    private final List<byte[]> keys;
    private final InstantSource clock;
    private volatile Signing signing = new Signing(0, Duration.ZERO);

    /**
     * @param keys the access keys, at least one
     */
    KeyTokens(List<String> keys, InstantSource clock) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
        this.clock = clock;
    }

    @Override
    public Bearer forCall(String audience) {
        Signing by = signing;
        return new Bearer(sign(by, audience, null), by);
    }

    @Override
    public String forClient(String audience, String user) {
        return sign(signing, audience, user);
    }

    private String sign(Signing by, String audience, @Nullable String user) {
        Instant now = clock.instant().plus(by.skew);
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)));
        if (user != null) {
            claims.claim("nameid", user);
        }
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build(),
                        claims.build());
        try {
            token.sign(new MACSigner(keys.get(by.key)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token for Azure SignalR Service", e);
        }
    }

    @Override
    public synchronized boolean refused(Object by, @Nullable Instant serverTime) {
        Signing now = signing;
        if (!now.equals(by)) {
            // Another call was refused too, and key or skew are changed already.
            return true;
        }
        Duration skew =
                serverTime == null ? now.skew : Duration.between(clock.instant(), serverTime);
        if (skew.minus(now.skew).abs().compareTo(SKEW) > 0) {
            signing = new Signing(now.key, skew);
            return true;
        }
        signing = new Signing((now.key + 1) % keys.size(), now.skew);
        return keys.size() > 1;
    }

    /** How far the service's clock is ahead, as far as its refusals have shown. */
    Duration skew() {
        return signing.skew;
    }
}
