package io.lineside.emulator.device;

import io.lineside.emulator.registry.SymmetricKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Makes tokens as device SDKs do. */
final class Sas {

    private Sas() {}

    /** With the resource's slashes left alone, as the Java SDK has it. */
    static String token(String key, String resource, Instant expires) {
        return token(key, resource, expires, "");
    }

    static String token(String key, String sr, Instant expires, String more) {
        String se = Long.toString(expires.getEpochSecond());
        byte[] signature = SymmetricKey.parse("key", key).sign(sr + "\n" + se);
        String sig =
                URLEncoder.encode(
                        Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
        return "SharedAccessSignature sig=" + sig + "&se=" + se + "&sr=" + sr + more;
    }
}
