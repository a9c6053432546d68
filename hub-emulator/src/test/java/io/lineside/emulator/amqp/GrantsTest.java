package io.lineside.emulator.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String TYPE = "servicebus.windows.net:sastoken";
    private static final String READER =
            "amqp://127.0.0.1/lineside/ConsumerGroups/$Default/Partitions/0";

    private final ServiceKey key = new ServiceKey("service", "c2VjcmV0");
    private final Grants grants = new Grants(key, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void allowsWhatATokenIsFor() throws Exception {
        assertThat(grants.allow("lineside/ConsumerGroups/$Default/Partitions/0")).isFalse();
        assertThat(grants.accept(READER, TYPE, token(READER, "c2VjcmV0", NOW.plusSeconds(60))))
                .isNull();
        assertThat(grants.allow("lineside/ConsumerGroups/$Default/Partitions/0")).isTrue();
        assertThat(grants.allow("lineside/ConsumerGroups/$Default/Partitions/1")).isFalse();
        assertThat(grants.until("lineside/consumergroups/$default/partitions/0"))
                .isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void refusesAnotherKeyAnOldTokenAndAnotherEntity() throws Exception {
        assertThat(grants.accept(READER, TYPE, token(READER, "b3RoZXI=", NOW.plusSeconds(60))))
                .contains("not signed");
        assertThat(grants.accept(READER, TYPE, token(READER, "c2VjcmV0", NOW))).contains("expired");
        assertThat(
                        grants.accept(
                                READER,
                                TYPE,
                                token("amqp://127.0.0.1/other", "c2VjcmV0", NOW.plusSeconds(60))))
                .contains("another entity");
        assertThat(grants.accept(READER, "jwt", "x")).contains("not known");
        assertThat(grants.accept(READER, TYPE, "nonsense")).isNotNull();
        assertThat(grants.allow("lineside")).isFalse();
    }

    @Test
    void takesATokenForTheWholeNamespace() throws Exception {
        assertThat(
                        grants.accept(
                                READER,
                                TYPE,
                                token("sb://127.0.0.1/", "c2VjcmV0", NOW.plusSeconds(60))))
                .isNull();
    }

    @Test
    void checksNothingWithoutAKey() {
        Grants open = new Grants(null, Clock.systemUTC());
        assertThat(open.allow("anything")).isTrue();
        assertThat(open.accept(READER, TYPE, "nonsense")).isNull();
    }

    @Test
    void keepsItsKeyToItself() {
        assertThat(key.toString()).doesNotContain("c2VjcmV0");
    }

    private static String token(String resource, String secret, Instant until)
            throws GeneralSecurityException {
        String sr = URLEncoder.encode(resource, StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature =
                mac.doFinal((sr + "\n" + until.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
        String sig =
                URLEncoder.encode(
                        Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8);
        return "SharedAccessSignature sr="
                + sr
                + "&sig="
                + sig
                + "&se="
                + until.getEpochSecond()
                + "&skn=service";
    }
}
