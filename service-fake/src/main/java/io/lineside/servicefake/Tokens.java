package io.lineside.servicefake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens as the service does; the official emulator looks at the signature alone.
 * Source: Microsoft's data-plane REST reference, "Authenticate via AccessKey". Safe on any thread.
 */
final class Tokens {

    /** The service refuses longer tokens. */
    private static final int LONGEST = 4096;

    private final InstantSource clock;
    private volatile List<String> keys;

    /** The result of a check. */
    sealed interface Verdict {
        record Good(JWTClaimsSet claims) implements Verdict {}

        /**
         * @param problem null when there is no token
         */
        record Bad(@Nullable String problem) implements Verdict {}
    }

    Tokens(List<String> keys, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /** The keys in use, first and second. */
    List<String> keys() {
        return keys;
    }

    void replace(List<String> newKeys) {
        keys = List.copyOf(newKeys);
    }

    /**
     * Checks a token.
     *
     * @param audiences the audiences of which the token must have exactly one, and no other
     */
    Verdict check(@Nullable String token, Set<String> audiences) {
        if (token == null || token.isEmpty()) {
            return new Verdict.Bad(null);
        }
        if (token.length() > LONGEST) {
            return new Verdict.Bad("The token is longer than 4096 characters");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !isSigned(jwt)) {
                return new Verdict.Bad("The signature key was not found");
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            String problem = problem(claims, audiences);
            return problem == null ? new Verdict.Good(claims) : new Verdict.Bad(problem);
        } catch (ParseException | JOSEException e) {
            return new Verdict.Bad("The token is not well formed");
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (String key : keys) {
            if (jwt.verify(new MACVerifier(key.getBytes(StandardCharsets.UTF_8)))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String problem(JWTClaimsSet claims, Set<String> audiences) {
        Date expires = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        if (expires == null) {
            return "The token has no expiration";
        }
        if (!expires.toInstant().isAfter(clock.instant())) {
            return "The token expired at " + expires.toInstant();
        }
        if (from != null && from.toInstant().isAfter(clock.instant())) {
            return "The token is not valid before " + from.toInstant();
        }
        List<String> audience = claims.getAudience();
        if (audience.size() != 1 || !audiences.contains(audience.getFirst())) {
            return "The audience " + audience + " is invalid, expected " + audiences;
        }
        return null;
    }
}
