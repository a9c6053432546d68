package io.lineside.relay.broadcast.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.lineside.program.FreePort;
import io.lineside.relay.broadcast.DeferredPayload;
import io.lineside.relay.broadcast.Negotiator;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The back end with a service whose answers each test sets. */
class AzureSignalRTest {

    private static final String KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";
    private static final String OTHER_KEY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH";
    private static final String SEND = "/:send";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpService service;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AzureSignalR> started = new ArrayList<>();

    AzureSignalRTest() throws IOException {
        service = new HttpService();
    }

    @AfterEach
    void stop() {
        started.forEach(AzureSignalR::close);
        service.close();
    }

    private AzureSignalR start() throws IOException {
        return start(InstantSource.system(), null);
    }

    private AzureSignalR start(InstantSource clock, @Nullable String secondKey) throws IOException {
        return start(service.port(), clock, secondKey);
    }

    private AzureSignalR start(int port, InstantSource clock, @Nullable String secondKey)
            throws IOException {
        AzureSignalR azure =
                AzureSignalR.start(
                        new RelayConfig.AzureSignalR(
                                connection(port, KEY),
                                secondKey == null ? null : connection(port, secondKey),
                                "plant",
                                null,
                                8,
                                100_000,
                                null),
                        clock,
                        meters);
        started.add(azure);
        return azure;
    }

    private static AzureConnectionString connection(int port, String key) {
        return AzureConnectionString.parse(
                "Endpoint=http://127.0.0.1;Port=" + port + ";AccessKey=" + key + ";Version=1.0;");
    }

    private static Payload heads(int number) {
        return new Payload("heads", json(number));
    }

    private static Payload alarm(int number) {
        return Payload.once("alarm", json(number), "alarms");
    }

    private static byte[] json(int number) {
        return ("{\"seq\":" + number + "}").getBytes(StandardCharsets.UTF_8);
    }

    private double count(String outcome) {
        return meters.get("lineside.azure.sends").tag("outcome", outcome).counter().count();
    }

    @Test
    void aClientIsSentToTheServiceWithATokenForItsHubAndUser() throws Exception {
        Instant now = Instant.parse("2026-01-15T12:00:00Z");
        Negotiator.Answer answer = start(InstantSource.fixed(now), null).negotiate("ann");
        assertThat(answer.url())
                .isEqualTo("http://127.0.0.1:" + service.port() + "/client/?hub=plant");
        SignedJWT token = SignedJWT.parse(answer.accessToken());
        assertThat(token.verify(new MACVerifier(KEY.getBytes(StandardCharsets.UTF_8)))).isTrue();
        assertThat(token.getJWTClaimsSet().getAudience())
                .containsExactly("http://127.0.0.1/client/?hub=plant");
        assertThat(token.getJWTClaimsSet().getStringClaim("nameid")).isEqualTo("ann");
        assertThat(token.getJWTClaimsSet().getExpirationTime())
                .isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(answer.toString()).doesNotContain(answer.accessToken());
        assertThat(service.asked).isEmpty();
    }

    @Test
    void aSendIsTheDocumentedCallWithATokenForItsAddress() throws Exception {
        start().send("live:north", heads(7));
        await().atMost(PATIENCE).until(() -> !service.asked.isEmpty());
        HttpService.Asked asked = service.asked.getFirst();
        assertThat(asked.line()).isEqualTo("POST /api/hubs/plant/groups/live%3Anorth/:send");
        assertThat(asked.query()).isEqualTo("api-version=2022-06-01");
        assertThat(asked.body()).isEqualTo("{\"target\":\"heads\",\"arguments\":[{\"seq\":7}]}");
        assertThat(asked.jwt().getJWTClaimsSet().getAudience())
                .containsExactly("http://127.0.0.1/api/hubs/plant/groups/live%3Anorth/:send");
        assertThat(asked.jwt().verify(new MACVerifier(KEY.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    @Test
    void alarmsThatWaitLeaveTogetherAndInOrderAndOneAtATime() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        service.answering =
                request -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    awaitLatch(first);
                    underWay.decrementAndGet();
                    return new Reply(202);
                };
        AzureSignalR azure = start();
        azure.send("alarms:north/process", alarm(1));
        await().atMost(PATIENCE).until(() -> service.asked.size() == 1);
        azure.send("alarms:north/process", alarm(2));
        azure.send("alarms:north/process", alarm(3));
        first.countDown();
        await().atMost(PATIENCE).until(() -> service.asked.size() == 2);
        assertThat(service.bodies(SEND))
                .containsExactly(
                        "{\"target\":\"alarm\",\"arguments\":[{\"seq\":1}]}",
                        "{\"target\":\"alarms\",\"arguments\":[[{\"seq\":2},{\"seq\":3}]]}");
        assertThat(most).hasValue(1);
        await().atMost(PATIENCE).until(() -> count("accepted") == 3);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void groupsDoNotWaitForEachOther() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        service.answering =
                request -> {
                    if (request.path().contains("slow")) {
                        awaitLatch(stuck);
                    }
                    return new Reply(202);
                };
        AzureSignalR azure = start();
        azure.send("slow", heads(1));
        azure.send("quick", heads(2));
        await().atMost(PATIENCE).until(() -> count("accepted") == 1);
        stuck.countDown();
    }

    @Test
    void anAlarmThatMayHaveBeenDeliveredIsNeverSentAgain() throws Exception {
        List<Reply> doubtful =
                new ArrayList<>(
                        List.of(new Reply(500), new Reply(503), HttpService.BREAK, new Reply(408)));
        service.answering = request -> doubtful.isEmpty() ? new Reply(202) : doubtful.removeFirst();
        AzureSignalR azure = start();
        for (int i = 1; i <= 4; i++) {
            azure.send("alarms:a/b", alarm(i));
            int done = i;
            await().atMost(PATIENCE).until(() -> count("uncertain") == done);
        }
        azure.send("alarms:a/b", alarm(5));
        await().atMost(PATIENCE).until(() -> count("accepted") == 1);
        assertThat(service.bodies(SEND)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void anAlarmThatTheServiceCannotHaveTakenWaitsUntilItDoes() throws Exception {
        int port = FreePort.onEveryAddress();
        AzureSignalR azure = start(port, InstantSource.system(), null);
        azure.send("alarms:a/b", alarm(1));
        azure.send("alarms:a/b", alarm(2));
        await().atMost(PATIENCE).until(() -> count("not-taken") >= 2);
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            azure.send("live:a", heads(1));
                            return azure.delivery().state() == DeliveryState.DOWN;
                        });
        assertThat(azure.delivery().reason()).contains("cannot be reached");
        assertThat(count("uncertain")).isZero();
        assertThat(count("dropped")).isNotNegative();
    }

    @Test
    void throttlingIsHonouredAndNothingIsLost() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        List<Instant> at = Collections.synchronizedList(new ArrayList<>());
        service.answering =
                request -> {
                    at.add(Instant.now());
                    return answered.getAndIncrement() == 0
                            ? new Reply(429, Map.of("Retry-After", "1"), "")
                            : new Reply(202);
                };
        AzureSignalR azure = start();
        azure.send("alarms:a/b", alarm(1));
        await().atMost(PATIENCE).until(() -> azure.delivery().state() == DeliveryState.THROTTLED);
        azure.send("alarms:c/d", alarm(2));
        await().atMost(PATIENCE).until(() -> count("accepted") == 2);
        assertThat(Duration.between(at.get(0), at.get(1)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(azure.delivery().state()).isEqualTo(DeliveryState.WORKING);
    }

    @Test
    void theOtherKeyIsUsedWhenOneIsRefused() throws Exception {
        service.answering =
                request -> isSignedWith(OTHER_KEY, request.jwt()) ? new Reply(202) : new Reply(401);
        AzureSignalR azure = start(InstantSource.system(), OTHER_KEY);
        azure.send("alarms:a/b", alarm(1));
        await().atMost(PATIENCE).until(() -> count("accepted") == 1);
        assertThat(azure.delivery().state()).isEqualTo(DeliveryState.WORKING);
        assertThat(isSignedWith(OTHER_KEY, SignedJWT.parse(azure.negotiate("ann").accessToken())))
                .isTrue();
        assertThat(service.asked).hasSize(2);
    }

    private static boolean isSignedWith(String key, SignedJWT token) {
        try {
            return token.verify(new MACVerifier(key.getBytes(StandardCharsets.UTF_8)));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aKeyThatNobodyKnowsIsAStateOfItsOwn() throws Exception {
        service.answering = request -> new Reply(401);
        AzureSignalR azure = start();
        azure.send("alarms:a/b", alarm(1));
        await().atMost(PATIENCE).until(() -> azure.delivery().state() == DeliveryState.REFUSED);
        service.answering = request -> new Reply(202);
        await().atMost(PATIENCE).until(() -> azure.delivery().state() == DeliveryState.WORKING);
        await().atMost(PATIENCE).until(() -> count("accepted") == 1);
    }

    @Test
    void aClockThatIsWrongIsCorrectedByTheServicesOwn() throws Exception {
        Instant there = Instant.now();
        Instant here = there.minus(Duration.ofHours(3));
        // The service's answer carries its time, as every answer does.
        service.answering = request -> new Reply(expires(request.jwt()).isAfter(there) ? 202 : 401);
        AzureSignalR azure = start(InstantSource.fixed(here), null);
        azure.send("alarms:a/b", alarm(1));
        await().atMost(PATIENCE).until(() -> count("accepted") == 1);
        Duration hour = Duration.ofHours(1);
        assertThat(expires(SignedJWT.parse(azure.negotiate("ann").accessToken())))
                .isBetween(there.plus(hour).minusSeconds(2), there.plus(hour).plusSeconds(30));
        assertThat(service.asked).hasSize(2);
    }

    private static Instant expires(SignedJWT token) {
        try {
            return token.getJWTClaimsSet().getExpirationTime().toInstant();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DeferredPayload late(int parts, AtomicInteger made, AtomicInteger taken) {
        return new DeferredPayload() {
            @Override
            public @Nullable Payload forConnection(String connectionId) {
                return null;
            }

            @Override
            public DeferredPayload.ForGroup forGroup(int largest) {
                made.incrementAndGet();
                List<Payload> all = new ArrayList<>();
                for (int k = 1; k <= parts; k++) {
                    all.add(new Payload("values", json(k)));
                }
                return new DeferredPayload.ForGroup(all, taken::incrementAndGet);
            }
        };
    }

    @Test
    void valuesAreMadeAnewUntilTheServiceHasTakenEveryPart() throws Exception {
        List<Reply> replies =
                new ArrayList<>(List.of(new Reply(202), new Reply(500), new Reply(202)));
        service.answering = request -> replies.isEmpty() ? new Reply(202) : replies.removeFirst();
        AtomicInteger made = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        start().sendDeferred("values:a/b/c", late(3, made, taken));
        await().atMost(PATIENCE).until(() -> taken.get() == 1);
        assertThat(made).hasValue(2);
        assertThat(service.bodies(SEND))
                .extracting(body -> body.replaceAll("\\D", ""))
                .containsExactly("1", "2", "1", "2", "3");
    }

    @Test
    void anErrorInMakingAMessageDoesNotSilenceItsGroup() throws Exception {
        AzureSignalR azure = start();
        azure.sendDeferred(
                "values:a/b/c",
                new DeferredPayload() {
                    @Override
                    public @Nullable Payload forConnection(String connectionId) {
                        return null;
                    }

                    @Override
                    public DeferredPayload.ForGroup forGroup(int largest) {
                        throw new StackOverflowError();
                    }
                });
        await().atMost(PATIENCE).until(() -> count("failed") == 1);
        AtomicInteger taken = new AtomicInteger();
        azure.sendDeferred("values:a/b/c", late(1, new AtomicInteger(), taken));
        await().atMost(PATIENCE).until(() -> taken.get() == 1);
    }

    @Test
    void aNewerLateMessageReplacesOneThatWaits() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        service.answering =
                request -> {
                    awaitLatch(first);
                    return new Reply(202);
                };
        AzureSignalR azure = start();
        AtomicInteger old = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        azure.sendDeferred("values:a/b/c", late(1, new AtomicInteger(), taken));
        await().atMost(PATIENCE).until(() -> service.asked.size() == 1);
        azure.sendDeferred("values:a/b/c", late(1, old, taken));
        azure.sendDeferred("values:a/b/c", late(1, new AtomicInteger(), taken));
        first.countDown();
        await().atMost(PATIENCE).until(() -> taken.get() == 2);
        assertThat(old).hasValue(0);
    }

    @Test
    void whatIsTooLargeForTheServiceIsMadeSmaller() throws Exception {
        service.answering = request -> new Reply(request.body().length() > 20_000 ? 413 : 202);
        AzureSignalR azure = start();
        List<Integer> limits = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger taken = new AtomicInteger();
        azure.sendDeferred(
                "values:a/b/c",
                new DeferredPayload() {
                    @Override
                    public @Nullable Payload forConnection(String connectionId) {
                        return null;
                    }

                    @Override
                    public DeferredPayload.ForGroup forGroup(int largest) {
                        limits.add(largest);
                        String text = "\"" + "x".repeat(largest - 2) + "\"";
                        return new DeferredPayload.ForGroup(
                                List.of(
                                        new Payload(
                                                "values", text.getBytes(StandardCharsets.UTF_8))),
                                taken::incrementAndGet);
                    }
                });
        await().atMost(PATIENCE).until(() -> taken.get() == 1);
        assertThat(limits).hasSizeGreaterThan(2).isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void ofHeadsThatCannotBeSentTheNewestFewRemain() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        service.answering =
                request -> {
                    awaitLatch(first);
                    return new Reply(202);
                };
        AzureSignalR azure = start();
        azure.send("live:a", heads(0));
        await().atMost(PATIENCE).until(() -> service.asked.size() == 1);
        for (int i = 1; i <= 9; i++) {
            azure.send("live:a", heads(i));
        }
        first.countDown();
        await().atMost(PATIENCE).until(() -> count("accepted") == 4);
        assertThat(service.bodies(SEND))
                .extracting(body -> body.replaceAll("\\D", ""))
                .containsExactly("0", "7", "8", "9");
        assertThat(count("dropped")).isEqualTo(6);
    }

    @Test
    void aConnectionJoinsEveryGroupByTheDocumentedCall() throws Exception {
        AzureSignalR azure = start();
        assertThat(azure.join("c_1-x", List.of("live:north", "values:north/a b/\u00e4")).get())
                .isTrue();
        azure.leave("c_1-x", List.of("live:north"));
        await().atMost(PATIENCE).until(() -> service.asked.size() == 3);
        assertThat(service.lines())
                .containsExactly(
                        "PUT /api/hubs/plant/groups/live%3Anorth/connections/c_1-x",
                        "PUT /api/hubs/plant/groups/values%3Anorth%2Fa%20b%2F%C3%A4/connections/c_1-x",
                        "DELETE /api/hubs/plant/groups/live%3Anorth/connections/c_1-x");
    }

    @Test
    void joiningAndLeavingOfOneConnectionHappenInTheirOrder() throws Exception {
        AzureSignalR azure = start();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            azure.join("c1", List.of("g")).get();
            azure.leave("c1", List.of("g"));
            expected.add("PUT /api/hubs/plant/groups/g/connections/c1");
            expected.add("DELETE /api/hubs/plant/groups/g/connections/c1");
        }
        await().atMost(PATIENCE).until(() -> service.asked.size() == 8);
        assertThat(service.lines()).isEqualTo(expected);
    }

    @Test
    void aConnectionThatHasJustBeenMadeIsWaitedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        service.answering = request -> new Reply(asked.getAndIncrement() < 2 ? 404 : 200);
        assertThat(start().join("c1", List.of("a", "b")).get()).isTrue();
        assertThat(asked).hasValue(4);
    }

    @Test
    void aConnectionThatIsNotThereJoinsNothing() throws Exception {
        service.answering = request -> new Reply(404);
        AzureSignalR azure = start();
        assertThat(azure.join("c1", List.of("a", "b", "c")).get()).isFalse();
        assertThat(azure.isConnected("c1").get()).isFalse();
        assertThat(service.lines())
                .allMatch(line -> line.contains("/a/") || line.startsWith("HEAD"));
    }

    @Test
    void whatCannotBeAConnectionIsNotPutIntoAnAddress() throws Exception {
        AzureSignalR azure = start();
        for (String id : List.of("..", ".", "", "a/b", "a?b", "x".repeat(300))) {
            assertThat(azure.join(id, List.of("g")).get()).as(id).isFalse();
            assertThat(azure.isConnected(id).get()).as(id).isFalse();
            azure.leave(id, List.of("g"));
        }
        assertThat(service.asked).isEmpty();
    }

    @Test
    void aJoinIsTriedAgainAndAServiceThatFailsIsReported() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        service.answering = request -> new Reply(asked.getAndIncrement() == 0 ? 503 : 200);
        AzureSignalR azure = start();
        assertThat(azure.join("c1", List.of("a")).get()).isTrue();
        service.answering = request -> new Reply(500);
        Assertions.assertThatThrownBy(() -> azure.join("c1", List.of("b")).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NoDeliveryException.class)
                .hasMessageContaining("500");
    }

    @Test
    void theDeliveryStateIsMeasured() throws Exception {
        AzureSignalR azure = start();
        assertThat(azure.delivery().state()).isEqualTo(DeliveryState.UNKNOWN);
        azure.send("live:a", heads(1));
        await().atMost(PATIENCE).until(() -> azure.delivery().state() == DeliveryState.WORKING);
        assertThat(meters.get("lineside.delivery").tag("state", "working").gauge().value())
                .isEqualTo(1);
        assertThat(meters.get("lineside.delivery").tag("state", "down").gauge().value()).isZero();
    }
}
