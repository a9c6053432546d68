package io.lineside.emulator.registry;

import io.lineside.emulator.net.PercentText;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A shared access signature: {@code SharedAccessSignature sr=…&sig=…&se=…[&skn=…]}, fields in any
 * order. What is signed is the text of {@code sr} exactly as received, a line feed, and {@code se}:
 * some SDKs encode the slashes of the resource and others do not.
 */
public final class SasToken {

    private static final String PREFIX = "SharedAccessSignature ";

    private final String signed;
    private final byte[] signature;
    private final String resource;
    private final Instant expires;
    private final @Nullable String policy;

    private SasToken(
            String signed,
            byte[] signature,
            String resource,
            Instant expires,
            @Nullable String policy) {
        this.signed = signed;
        this.signature = signature;
        this.resource = resource;
        this.expires = expires;
        this.policy = policy;
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if it is not one; the text says nothing of its content
     */
    public static SasToken parse(String text) {
        if (!text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            throw new IllegalArgumentException("token does not begin with SharedAccessSignature");
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(PREFIX.length()).strip().split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        String sr = required(fields, "sr");
        String se = required(fields, "se");
        String policy = fields.get("skn");
        return new SasToken(
                sr + "\n" + se,
                signature(PercentText.decode(required(fields, "sig"))),
                PercentText.decode(sr),
                expires(se),
                policy == null || policy.isEmpty() ? null : PercentText.decode(policy));
    }

    /** What it is for, decoded: a host and a path, with or without a scheme. */
    public String resource() {
        return resource;
    }

    /** When it ends. */
    public Instant expires() {
        return expires;
    }

    /** Name of the shared access policy it was signed for; null for a device's own key. */
    public @Nullable String policy() {
        return policy;
    }

    /** Whether the token was signed with this key. */
    public boolean isSignedBy(SymmetricKey key) {
        return MessageDigest.isEqual(key.sign(signed), signature);
    }

    /** Whether it is for exactly this device or module of this host. */
    public boolean isFor(String host, String path) {
        return covers(host, path) && resource.length() == host.length() + 1 + path.length();
    }

    /** Whether it is for this path of this host or for something above it. */
    public boolean covers(String host, String path) {
        int slash = resource.indexOf('/');
        String tokenHost = slash < 0 ? resource : resource.substring(0, slash);
        String tokenPath = slash < 0 ? "" : resource.substring(slash + 1);
        return tokenHost.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT))
                && (tokenPath.isEmpty()
                        || path.equals(tokenPath)
                        || path.startsWith(tokenPath + "/"));
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("token has no field " + name);
        }
        return value;
    }

    private static byte[] signature(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field sig of the token is not base64");
        }
    }

    private static Instant expires(String seconds) {
        if (!seconds.matches("[0-9]{1,11}")) {
            throw new IllegalArgumentException(
                    "field se of the token is not a time in seconds since 1970");
        }
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    @Override
    public String toString() {
        return "token for " + resource;
    }
}
