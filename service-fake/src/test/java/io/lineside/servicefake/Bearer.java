package io.lineside.servicefake;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Makes tokens by the service's documentation, independently of the relay's code. */
final class Bearer {

    private Bearer() {}

    static String token(String key, String audience, Instant expires, Map<String, String> more) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .audience(audience)
                        .issueTime(Date.from(expires.minusSeconds(3600)))
                        .notBeforeTime(Date.from(expires.minusSeconds(3600)))
                        .expirationTime(Date.from(expires));
        more.forEach(claims::claim);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    static String token(String key, String audience, Map<String, String> more) {
        return token(key, audience, Instant.now().plusSeconds(1800), more);
    }
}
