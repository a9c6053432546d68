package io.lineside.relay.broadcast.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lineside.relay.config.AzureConnectionString;
import io.lineside.relay.config.RelayConfig;
import io.lineside.servicefake.Recording;
import io.lineside.servicefake.Recording.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every recorded call of an upstream, signed anew with the test's key, is accepted; with a forged
 * signature it is refused.
 */
class RecordedUpstreamTest {

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    private static final String OTHER_KEY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH";
    private static final String STRANGER = "a-key-that-is-not-the-relays-at-all-0123456789";
    private static final String ID = "Qk3_xW0aZ9-hTq";

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpService service;
    private @Nullable AzureSignalR azure;
    private int port;

    RecordedUpstreamTest() throws IOException {
        service = new HttpService();
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Recording.isThere(), "the recorded exchanges are not beside this checkout");
        AzureSignalR started =
                AzureSignalR.start(
                        new RelayConfig.AzureSignalR(
                                connection(KEY),
                                connection(OTHER_KEY),
                                "plant",
                                null,
                                8,
                                100_000,
                                new RelayConfig.Upstream("127.0.0.1", 0, null, null, null)),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
        azure = started;
        port = started.upstreamPort();
    }

    @AfterEach
    void stop() {
        if (azure != null) {
            azure.close();
        }
        service.close();
        http.shutdownNow();
    }

    private AzureConnectionString connection(String key) {
        return AzureConnectionString.parse(
                "Endpoint=http://127.0.0.1;Port=%d;AccessKey=%s;Version=1.0;"
                        .formatted(service.port(), key));
    }

    private static List<Step.Upstream> recorded() throws IOException {
        List<Step.Upstream> calls =
                Recording.read().stream()
                        .filter(Step.Upstream.class::isInstance)
                        .map(Step.Upstream.class::cast)
                        .toList();
        assertThat(calls).as("recorded calls of the upstream").hasSizeGreaterThanOrEqualTo(9);
        return calls;
    }

    private HttpResponse<String> post(Step.Upstream call, @Nullable String signature)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
                        .POST(HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers()
                .forEach(
                        (name, value) ->
                                request.setHeader(name, value.replace("<seconds>", "1764030000")));
        request.setHeader("X-ASRS-Connection-Id", ID);
        if (signature != null) {
            request.setHeader("X-ASRS-Signature", signature);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String signature(String key, String connectionId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal(connectionId.getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().withUpperCase().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isAcceptedWhenOneOfTheKeysSignedItInEitherCase() throws Exception {
        String good = signature(KEY, ID);
        List<String> signatures =
                List.of(
                        good,
                        signature(OTHER_KEY, ID),
                        signature(STRANGER, ID) + "," + good,
                        good.toLowerCase(Locale.ROOT));
        for (Step.Upstream call : recorded()) {
            for (String signature : signatures) {
                HttpResponse<String> answer = post(call, signature);
                assertThat(answer.statusCode()).as("%s: %s", call, signature).isEqualTo(200);
                if (call.body().contains("\"invocationId\":\"1\"")) {
                    // The service passes the answer on as it is: one framed message.
                    assertThat(answer.body())
                            .startsWith("{\"type\":3,\"invocationId\":\"1\",\"error\":\"")
                            .endsWith("\"}\u001e")
                            .containsOnlyOnce("\u001e");
                } else {
                    assertThat(answer.body()).as(call.toString()).isEmpty();
                }
            }
        }
    }

    @Test
    void isRefusedWhenItsSignatureIsForged() throws Exception {
        List<String> forged =
                List.of(
                        signature(STRANGER, ID),
                        signature(KEY, ID + "x"),
                        signature(KEY, ID).substring(0, 60),
                        "sha256=",
                        "<HMAC in upper-case hex>");
        for (Step.Upstream call : recorded()) {
            for (String signature : forged) {
                assertThat(post(call, signature).statusCode())
                        .as("%s: %s", call, signature)
                        .isEqualTo(401);
            }
            assertThat(post(call, null).statusCode()).as("as it was recorded").isEqualTo(401);
        }
        assertThat(service.asked).as("what the relay did about it").isEmpty();
    }
}
