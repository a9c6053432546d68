package io.lineside.emulator.registry;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs with HMAC-SHA256. Its text form says nothing of it. */
public final class SymmetricKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;

    private SymmetricKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A key of these bytes, which are copied. */
    public static SymmetricKey of(byte[] bytes) {
        return new SymmetricKey(bytes.clone());
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException naming {@code what}, if it is not base64 or is empty
     */
    public static SymmetricKey parse(String what, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: its text quotes a character of the key.
            throw new IllegalArgumentException(what + " is not base64");
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException(what + " is empty, expected base64");
        }
        return new SymmetricKey(bytes);
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The HMAC-SHA256 of the text's UTF-8 bytes: 32 bytes. */
    public byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "key";
    }
}
