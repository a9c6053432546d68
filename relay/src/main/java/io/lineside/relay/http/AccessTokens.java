package io.lineside.relay.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Principal;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived tokens that negotiate issues and the hub checks, HS256 with a key of this process
 * alone: a token of an earlier life of the relay is refused, and the client negotiates again. Safe
 * on any thread.
 */
public final class AccessTokens {

    /**
     * A client connects right after it has negotiated, and the hub asks for the token at no other
     * time.
     */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String AUDIENCE = "lineside-hub";

    private final byte[] key = new byte[32];
    private final InstantSource clock;

    public AccessTokens(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    private record User(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    /** A token for this user. */
    public String issue(String user) {
        Instant now = clock.instant();
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader(JWSAlgorithm.HS256),
                        new JWTClaimsSet.Builder()
                                .subject(user)
                                .audience(AUDIENCE)
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(LIFETIME)))
                                .build());
        try {
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign an access token", e);
        }
    }

    /**
     * The user of a token; null when the token is missing, forged, expired, of another life of the
     * relay, or made for another purpose.
     */
    public @Nullable Principal authenticate(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean good =
                    jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                            && jwt.verify(new MACVerifier(key))
                            && List.of(AUDIENCE).equals(claims.getAudience())
                            && claims.getExpirationTime() != null
                            && claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return good ? new User(claims.getSubject()) : null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }
}
