package io.lineside.relay.broadcast.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lineside.relay.broadcast.azure.HttpService.Reply;
import io.lineside.relay.config.AzureConnectionString;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.Pem;
import io.lineside.relay.tls.Trust;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** The listener for the service's events, called as the service was recorded to call. */
class UpstreamTest {

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    private static final String OTHER_KEY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpService service;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> gone = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable AzureSignalR azure;
    private int port;

    UpstreamTest() throws IOException {
        service = new HttpService();
    }

    @AfterEach
    void stop() {
        stopRelay();
        service.close();
        http.close();
    }

    private void stopRelay() {
        if (azure != null) {
            azure.close();
        }
    }

    private void start(@Nullable String code) throws IOException {
        listen(new RelayConfig.Upstream("127.0.0.1", 0, null, null, code));
    }

    private void listen(RelayConfig.Upstream upstream) throws IOException {
        stopRelay();
        AzureSignalR made =
                AzureSignalR.start(
                        new RelayConfig.AzureSignalR(
                                connection(KEY),
                                connection(OTHER_KEY),
                                "plant",
                                null,
                                8,
                                100_000,
                                upstream),
                        InstantSource.system(),
                        meters);
        made.onGone(gone::add);
        azure = made;
        port = made.upstreamPort();
        assertThat(port).isPositive();
    }

    private AzureConnectionString connection(String key) {
        return AzureConnectionString.parse(
                "Endpoint=http://127.0.0.1;Port=" + service.port() + ";AccessKey=" + key);
    }

    private static String signature(String key, String connectionId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256="
                    + HexFormat.of()
                            .withUpperCase()
                            .formatHex(mac.doFinal(connectionId.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> post(
            String category, String event, String signature, String type, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                request(category, event, type, body)
                        .setHeader("X-ASRS-Signature", signature)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String category, String event, String type, byte[] body) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:"
                                        + port
                                        + "/upstream/plant/"
                                        + category
                                        + "/"
                                        + event
                                        + "?code=s3"))
                .header("X-ASRS-Connection-Id", "c1")
                .header("X-ASRS-Hub", "plant")
                .header("X-ASRS-Category", category)
                .header("X-ASRS-Event", event)
                .header("X-ASRS-User-Id", "ann")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<byte[]> post(String category, String event, String signature, String body)
            throws IOException, InterruptedException {
        return post(
                category,
                event,
                signature,
                "application/json",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private double count(String event) {
        return meters.counter("lineside.azure.upstream", "event", event).count();
    }

    @Test
    void aCallSignedWithEitherKeyInEitherCaseIsTakenAndEveryOtherRefused() throws Exception {
        start(null);
        String good = signature(KEY, "c1");
        for (String accepted :
                List.of(
                        good,
                        good.toLowerCase(Locale.ROOT),
                        signature(OTHER_KEY, "c1"),
                        "sha256=" + "0".repeat(64) + "," + good,
                        good.substring("sha256=".length()))) {
            assertThat(post("connections", "connected", accepted, "{\"type\":10}").statusCode())
                    .as(accepted)
                    .isEqualTo(200);
        }
        for (String forged :
                List.of(
                        signature(KEY, "c2"),
                        signature("X".repeat(44), "c1"),
                        "sha256=",
                        "sha256=zz",
                        good.substring(0, good.length() - 2),
                        ",,,,")) {
            assertThat(post("connections", "disconnected", forged, "{\"type\":11}").statusCode())
                    .as(forged)
                    .isEqualTo(401);
        }
        assertThat(count("connected")).isEqualTo(5);
        assertThat(count("forged")).isEqualTo(6);
        assertThat(service.asked).isEmpty();
    }

    @Test
    void withoutTheCodeASignatureIsNotEnough() throws Exception {
        start("s3");
        assertThat(post("connections", "connected", signature(KEY, "c1"), "{}").statusCode())
                .isEqualTo(200);
        start("other");
        assertThat(post("connections", "connected", signature(KEY, "c1"), "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aConnectionIsGoneWhenTheServiceItselfConfirmsThat() throws Exception {
        start(null);
        service.answering = request -> new Reply(404);
        assertThat(
                        post("connections", "disconnected", signature(KEY, "c1"), "{\"type\":11}")
                                .statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> gone.equals(List.of("c1")));
        assertThat(service.lines()).containsOnly("HEAD /api/hubs/plant/connections/c1");
    }

    @Test
    void aCopyOfAnOldCallEndsNothing() throws Exception {
        start(null);
        service.answering = request -> new Reply(200);
        String signed = signature(KEY, "c1");
        assertThat(post("connections", "disconnected", signed, "{\"type\":11}").statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> service.asked.size() == 2);
        service.answering = request -> new Reply(503);
        assertThat(post("connections", "disconnected", signed, "{\"type\":11}").statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> service.asked.size() >= 5);
        assertThat(gone).isEmpty();
    }

    @Test
    void aServiceThatStillCountsAConnectionIsAskedASecondTime() throws Exception {
        start(null);
        AtomicInteger asked = new AtomicInteger();
        service.answering = request -> new Reply(asked.getAndIncrement() == 0 ? 200 : 404);
        assertThat(
                        post("connections", "disconnected", signature(KEY, "c1"), "{\"type\":11}")
                                .statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> gone.equals(List.of("c1")));
    }

    @Test
    void aClientsCallIsAnsweredWithAFramedErrorInJson() throws Exception {
        start(null);
        HttpResponse<byte[]> answer =
                post(
                        "messages",
                        "Ask",
                        signature(KEY, "c1"),
                        "{\"type\":1,\"invocationId\":\"1\\\"x\",\"target\":\"Ask\",\"arguments\":[\"q\",1]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(text(answer))
                .isEqualTo(
                        "{\"type\":3,\"invocationId\":\"1\\\"x\",\"error\":\""
                                + Completion.ERROR
                                + "\"}\u001e");
        HttpResponse<byte[]> told =
                post(
                        "messages",
                        "Tell",
                        signature(KEY, "c1"),
                        "{\"type\":1,\"target\":\"Tell\",\"arguments\":[\"x\"]}");
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body()).isEmpty();
        assertThat(service.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientsCallIsAnsweredWithAFramedErrorInMessagePack(boolean framed) throws Exception {
        start(null);
        HttpResponse<byte[]> answer =
                post(
                        "messages",
                        "Ask",
                        signature(KEY, "c1"),
                        "application/x-msgpack",
                        msgpackCall("id-7", framed));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-msgpack");
        byte[] body = answer.body();
        assertThat(body[0] & 0xFF).isEqualTo(body.length - 1);
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(body, 1, body.length - 1)) {
            assertThat(unpacker.unpackArrayHeader()).isEqualTo(5);
            assertThat(unpacker.unpackInt()).isEqualTo(3);
            assertThat(unpacker.unpackMapHeader()).isZero();
            assertThat(unpacker.unpackString()).isEqualTo("id-7");
            assertThat(unpacker.unpackInt()).isEqualTo(1);
            assertThat(unpacker.unpackString()).isEqualTo(Completion.ERROR);
        }
        assertThat(
                        post(
                                        "messages",
                                        "Tell",
                                        signature(KEY, "c1"),
                                        "application/x-msgpack",
                                        msgpackCall(null, framed))
                                .body())
                .isEmpty();
    }

    private static byte[] msgpackCall(@Nullable String id, boolean framed) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packArrayHeader(6);
            packer.packInt(1);
            packer.packMapHeader(0);
            if (id == null) {
                packer.packNil();
            } else {
                packer.packString(id);
            }
            packer.packString("Ask");
            packer.packArrayHeader(1);
            packer.packString("q");
            packer.packArrayHeader(0);
            byte[] bare = packer.toByteArray();
            if (!framed) {
                return bare;
            }
            byte[] with = new byte[bare.length + 1];
            with[0] = (byte) bare.length;
            System.arraycopy(bare, 0, with, 1, bare.length);
            return with;
        }
    }

    @Test
    void whatIsNoEventOfThisHubIsRefused() throws Exception {
        start(null);
        String signed = signature(KEY, "c1");
        List<Integer> statuses = new ArrayList<>();
        statuses.add(post("messages", "Ask", signed, "not json").statusCode());
        statuses.add(post("messages", "Ask", signed, "{\"type\":6}").statusCode());
        statuses.add(
                post("messages", "Ask", signed, "application/x-msgpack", new byte[] {5, 1})
                        .statusCode());
        statuses.add(
                post("messages", "Ask", signed, "application/x-msgpack", new byte[0]).statusCode());
        assertThat(statuses).containsOnly(400);
        assertThat(post("connections", "renamed", signed, "{}").statusCode()).isEqualTo(404);
        assertThat(post("groups", "joined", signed, "{}").statusCode()).isEqualTo(404);
        assertThat(
                        http.send(
                                        request(
                                                        "connections",
                                                        "connected",
                                                        "application/json",
                                                        new byte[0])
                                                .setHeader("X-ASRS-Hub", "other")
                                                .header("X-ASRS-Signature", signed)
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        http.send(
                                        request(
                                                        "connections",
                                                        "connected",
                                                        "text/plain",
                                                        new byte[0])
                                                .GET()
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(405);
        assertThat(post("messages", "Ask", signed, "x".repeat(100_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void withACertificateItSpeaksTlsAlone(@TempDir Path directory) throws Exception {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        Pem.make("EC", chain, key);
        listen(new RelayConfig.Upstream("127.0.0.1", 0, chain, key, null));
        HttpRequest signed =
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/upstream"))
                        .header("X-ASRS-Connection-Id", "c1")
                        .header("X-ASRS-Hub", "plant")
                        .header("X-ASRS-Category", "connections")
                        .header("X-ASRS-Event", "connected")
                        .header("X-ASRS-Signature", signature(KEY, "c1"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient trusting = HttpClient.newBuilder().sslContext(Trust.with(chain)).build()) {
            assertThat(trusting.send(signed, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
        assertThatThrownBy(() -> post("connections", "connected", signature(KEY, "c1"), "{}"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPortThatIsTakenIsReported() throws Exception {
        start(null);
        int taken = port;
        assertThatThrownBy(
                        () ->
                                AzureSignalR.start(
                                        new RelayConfig.AzureSignalR(
                                                connection(KEY),
                                                null,
                                                "plant",
                                                null,
                                                8,
                                                100_000,
                                                new RelayConfig.Upstream(
                                                        "127.0.0.1", taken, null, null, null)),
                                        InstantSource.system(),
                                        new SimpleMeterRegistry()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + taken);
    }
}
