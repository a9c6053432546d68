package io.lineside.relay.broadcast.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import io.lineside.relay.broadcast.NoDeliveryException;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.broadcast.azure.HttpService.Reply;
import io.lineside.relay.config.AzureConnectionString;
import io.lineside.relay.config.RelayConfig;
import io.lineside.wire.DeliveryState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** An identity of Entra ID, simulated by the test: no tenant was at hand. */
class EntraTokensTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger issued = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final TokenCredential credential =
            request -> {
                assertThat(request.getScopes())
                        .containsExactly("https://signalr.azure.com/.default");
                return Mono.just(
                        new AccessToken(
                                "entra-" + issued.incrementAndGet(),
                                now.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC)));
            };
    private final EntraTokens tokens = new EntraTokens(credential, () -> now);
    private final HttpService service;
    private final AzureSignalR azure;

    EntraTokensTest() throws IOException {
        service = new HttpService();
        azure =
                AzureSignalR.start(
                        new RelayConfig.AzureSignalR(
                                AzureConnectionString.parse(
                                        "Endpoint=http://127.0.0.1;AuthType=azure;Port="
                                                + service.port()),
                                null,
                                "plant",
                                null,
                                8,
                                100_000,
                                null),
                        tokens,
                        InstantSource.system(),
                        new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        azure.close();
        service.close();
    }

    @Test
    void callsCarryTheIdentitysTokenAndClientsGetOneThatTheServiceMade() throws Exception {
        service.answering =
                request ->
                        request.path().endsWith(":generateToken")
                                ? new Reply(200, Map.of(), "{\"token\":\"made-by-the-service\"}")
                                : new Reply(202);
        azure.send("live:a", new Payload("heads", "1".getBytes(StandardCharsets.UTF_8)));
        await().atMost(PATIENCE).until(() -> service.asked.size() == 1);
        assertThat(service.asked.getFirst().token()).isEqualTo("entra-1");
        assertThat(azure.negotiate("ann & bob").accessToken()).isEqualTo("made-by-the-service");
        HttpService.Asked asked = service.asked.getLast();
        assertThat(asked.line()).isEqualTo("POST /api/hubs/plant/:generateToken");
        assertThat(asked.query())
                .isEqualTo("userId=ann%20%26%20bob&minutesToExpire=60&api-version=2022-11-01");
        assertThat(asked.token()).isEqualTo("entra-1");
    }

    @Test
    void aServiceThatGivesNoTokenForAClientIsReported() {
        service.answering = request -> new Reply(200, Map.of(), "{\"sesame\":\"open\"}");
        assertThatThrownBy(() -> azure.negotiate("ann"))
                .isInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("without a token")
                .hasMessageNotContaining("open");
        service.answering = request -> new Reply(503);
        assertThatThrownBy(() -> azure.negotiate("ann"))
                .isInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("503");
    }

    @Test
    void aTokenIsRenewedBeforeItEndsAndNotSooner() {
        assertThat(tokens.forCall("x").token()).isEqualTo("entra-1");
        now = now.plus(Duration.ofMinutes(54));
        assertThat(tokens.forCall("y").token()).isEqualTo("entra-1");
        now = now.plus(Duration.ofMinutes(2));
        assertThat(tokens.forCall("x").token()).isEqualTo("entra-2");
    }

    @Test
    void aTokenThatStillHoldsGoesOnBeingUsedWhileItsRenewalFails() {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean();
        EntraTokens flaky =
                new EntraTokens(
                        request -> {
                            asked.incrementAndGet();
                            return broken.get()
                                    ? Mono.error(new IllegalStateException("no network"))
                                    : credential.getToken(request);
                        },
                        () -> now);
        assertThat(flaky.forCall("x").token()).isEqualTo("entra-1");
        broken.set(true);
        now = now.plus(Duration.ofMinutes(56));
        assertThat(flaky.forCall("x").token()).isEqualTo("entra-1");
        await().until(() -> flaky.failures() == 1);
        assertThat(flaky.forCall("x").token()).isEqualTo("entra-1");
        assertThat(asked).as("not asked again at once").hasValue(2);
        now = now.plus(Duration.ofSeconds(20));
        assertThat(flaky.forCall("x").token()).isEqualTo("entra-1");
        await().until(() -> flaky.failures() == 2);
        assertThat(asked).as("asked again after a while").hasValue(3);
        now = now.plus(Duration.ofMinutes(4));
        assertThatThrownBy(() -> flaky.forCall("x"))
                .isInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("no network");
        broken.set(false);
        assertThat(flaky.forCall("x").token()).isEqualTo("entra-2");
    }

    @Test
    void aRenewalThatHangsKeepsNoCallFromTheTokenThatStillHolds() {
        AtomicBoolean hangs = new AtomicBoolean();
        EntraTokens slow =
                new EntraTokens(
                        request -> hangs.get() ? Mono.never() : credential.getToken(request),
                        () -> now);
        assertThat(slow.forCall("x").token()).isEqualTo("entra-1");
        hangs.set(true);
        now = now.plus(Duration.ofMinutes(56));
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(slow.forCall("x").token()).isEqualTo("entra-1"));
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndThenNotForAMinute() {
        assertThat(tokens.refused(tokens.forCall("x").by(), null)).isTrue();
        TokenSource.Bearer second = tokens.forCall("x");
        assertThat(second.token()).isEqualTo("entra-2");
        assertThat(tokens.refused(second.by(), null)).isFalse();
        assertThat(tokens.forCall("x").token()).isEqualTo("entra-2");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(tokens.refused(second.by(), null)).isTrue();
    }

    @Test
    void anIdentityThatCannotBeHadIsARefusal() throws Exception {
        EntraTokens none =
                new EntraTokens(
                        request -> Mono.error(new IllegalStateException("no identity\nhere")),
                        () -> now);
        assertThatThrownBy(() -> none.forCall("x"))
                .isInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("no identity")
                .hasMessageNotContaining("here");
        service.answering = request -> new Reply(403);
        azure.send("live:a", new Payload("heads", "1".getBytes(StandardCharsets.UTF_8)));
        await().atMost(PATIENCE).until(() -> azure.delivery().state() == DeliveryState.REFUSED);
    }
}
