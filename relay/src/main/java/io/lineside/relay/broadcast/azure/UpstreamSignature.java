package io.lineside.relay.broadcast.azure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of the service's calls: for each of its keys {@code sha256=} and the hex
 * HMAC-SHA256 of the connection id, in either case, with commas between. The signature covers only
 * the id: an attacker that saw a call can repeat it with another body, so no call may grant
 * anything.
 */
final class UpstreamSignature {

    private static final String PREFIX = "sha256=";
    private static final int BYTES = 32;

    /** The most signatures that are checked; the service has two keys, and signs with both. */
    private static final int MOST = 4;

    private final List<byte[]> keys;

    UpstreamSignature(List<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Whether one of the signatures in the header was made with one of the relay's keys. */
    boolean accepts(@Nullable String connectionId, @Nullable String header) {
        if (connectionId == null || connectionId.isEmpty() || header == null) {
            return false;
        }
        String[] given = header.split(",", MOST + 1);
        boolean good = false;
        for (int i = 0; i < Math.min(given.length, MOST); i++) {
            byte[] signature = bytes(given[i].trim());
            for (byte[] key : keys) {
                good |=
                        signature != null
                                && MessageDigest.isEqual(signature, sign(key, connectionId));
            }
        }
        return good;
    }

    // With or without the prefix: Microsoft's documents leave it out, the service does not.
    private static byte @Nullable [] bytes(String signature) {
        String hex =
                signature.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                        ? signature.substring(PREFIX.length())
                        : signature;
        if (hex.length() != 2 * BYTES) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] sign(byte[] key, String connectionId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(connectionId.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }
}
