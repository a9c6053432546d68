package io.lineside.servicefake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake, tested with the official Java client and a plain HTTP client. */
class ServiceFakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HUB = "/api/hubs/plant";
    private static final String HI = "{\"target\":\"said\",\"arguments\":[\"hi\"]}";

    /** Wall time that can be put forward. */
    private static final class Wall extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Wall wall = new Wall();
    private final ServiceFake service;
    private final List<String> said = new CopyOnWriteArrayList<>();

    ServiceFakeTest() throws IOException {
        service = ServiceFake.builder().hub("plant").clock(wall).start();
    }

    @AfterEach
    void stop() {
        service.close();
        http.shutdownNow();
    }

    private String clientToken(String user) {
        return Bearer.token(
                service.keys().getFirst(),
                service.endpoint() + "/client/?hub=plant",
                Map.of("nameid", user));
    }

    private HubConnection client(String token) {
        HubConnection client =
                HubConnectionBuilder.create(service.endpoint() + "/client/?hub=plant")
                        .withAccessTokenProvider(Single.just(token))
                        .build();
        client.on("said", said::add, String.class);
        return client;
    }

    private HubConnection connected(String user) {
        HubConnection client = client(clientToken(user));
        client.start().blockingAwait();
        return client;
    }

    private HttpResponse<String> call(String method, String url, String body)
            throws IOException, InterruptedException {
        String path = url.replaceFirst("\\?.*", "");
        String token =
                Bearer.token(
                        service.keys().getFirst(),
                        service.endpoint() + path,
                        wall.instant().plusSeconds(600),
                        Map.of());
        return http.send(
                HttpRequest.newBuilder(URI.create(service.endpoint() + url))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int status(String method, String path, String body)
            throws IOException, InterruptedException {
        return call(method, HUB + path + "?api-version=2022-06-01", body).statusCode();
    }

    @Test
    void aMemberOfAGroupReceivesWhatIsSentToItAndNoOtherClientDoes() throws Exception {
        HubConnection member = connected("ann");
        HubConnection other = connected("bob");
        String group = "/groups/values%3Anorth%2Fprocess";
        assertThat(status("PUT", group + "/connections/" + member.getConnectionId(), ""))
                .isEqualTo(200);

        assertThat(status("POST", group + "/:send", HI)).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> said.equals(List.of("hi")));
        assertThat(service.groupsOf(member.getConnectionId()))
                .containsExactly("values:north/process");
        assertThat(service.groupsOf(other.getConnectionId())).isEmpty();
        assertThat(service.calls().getLast().request().group()).isEqualTo("values:north/process");
        assertThat(service.violations()).isEmpty();
    }

    @Test
    void anExcludedClientReceivesNothing() throws Exception {
        HubConnection ann = connected("ann");
        HubConnection bob = connected("bob");
        String url = HUB + "/:send?api-version=2022-06-01&excluded=" + ann.getConnectionId();

        assertThat(call("POST", url, HI).statusCode()).isEqualTo(202);
        assertThat(status("POST", "/connections/" + ann.getConnectionId() + "/:send", HI))
                .isEqualTo(202);

        await().atMost(PATIENCE).until(() -> said.size() == 2);
        await().during(Duration.ofMillis(100)).until(() -> said.size() == 2);
        assertThat(bob.getConnectionState()).isEqualTo(HubConnectionState.CONNECTED);
    }

    @Test
    void aClientsTokenMustBeForThisHubAndNotOver() {
        String wrong =
                Bearer.token(
                        service.keys().getFirst(),
                        service.endpoint() + "/client/?hub=other",
                        Map.of());
        String over =
                Bearer.token(
                        service.keys().getFirst(),
                        service.endpoint() + "/client/?hub=plant",
                        Instant.now().minusSeconds(1),
                        Map.of());

        for (String token : List.of(wrong, over)) {
            assertThatThrownBy(() -> client(token).start().blockingAwait())
                    .hasMessageContaining("401");
        }
        assertThat(service.takeViolations()).hasSize(2);
    }

    @Test
    void aClientMustConnectWithinFiveSecondsOfItsNegotiation() throws Exception {
        RawClient client = new RawClient(http, service.endpoint(), clientToken("ann"));
        assertThat(client.negotiate()).isEqualTo(200);
        wall.ahead = Duration.ofSeconds(6);

        assertThatThrownBy(client::connect).rootCause().hasMessageContaining("404");
    }

    @Test
    void aCallWithoutVersionOrTokenIsRefused() throws Exception {
        assertThat(call("POST", HUB + "/:send", HI).statusCode()).isEqualTo(400);
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                service.endpoint()
                                                        + HUB
                                                        + "/groups/g?api-version=2022-06-01"))
                                .HEAD()
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(service.takeViolations()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aCallIsHeldAgainstThePublishedDescription() throws Exception {
        assumeTrue(
                service.isValidating(),
                "Microsoft's description of the data plane is not beside this checkout");

        assertThat(status("POST", "/:send", "{\"target\":7,\"arguments\":[]}")).isEqualTo(400);
        assertThat(service.takeViolations().toString()).contains("validation.request.body");
        assertThat(status("POST", "/:send", HI)).isEqualTo(202);
        assertThat(status("GET", "/groups/g", "")).isGreaterThanOrEqualTo(400);
        assertThat(service.takeViolations()).isNotEmpty();
    }

    @Test
    void aKeyThatWasRegeneratedIsRefusedAndTheOtherIsNot() throws Exception {
        String audience = service.endpoint() + "/api/health";
        List<String> old = service.keys();
        service.regenerateFirstKey();

        assertThat(health(Bearer.token(old.getFirst(), audience, Map.of()))).isEqualTo(401);
        assertThat(health(Bearer.token(old.getLast(), audience, Map.of()))).isEqualTo(200);
        assertThat(health(Bearer.token(service.keys().getFirst(), audience, Map.of())))
                .isEqualTo(200);
    }

    private int health(String token) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                service.endpoint()
                                                        + "/api/health?api-version=2022-06-01"))
                                .header("Authorization", "Bearer " + token)
                                .HEAD()
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void whatIsToFailFailsSoOftenAndNoMore() throws Exception {
        HubConnection client = connected("ann");
        service.faults().next(1, RestRequest::isSend, Fault.throttled(Duration.ofMillis(1500)));
        service.faults().next(1, RestRequest::isSend, Fault.afterDelivery(500));
        service.faults().next(1, RestRequest::isSend, new Fault.Reset(false));
        service.faults().next(1, RestRequest::isSend, new Fault.Reset(true));
        String url = HUB + "/:send?api-version=2022-06-01";

        HttpResponse<String> throttled = call("POST", url, HI);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(call("POST", url, HI).statusCode()).isEqualTo(500);
        await().atMost(PATIENCE).until(() -> said.size() == 1);
        assertThatThrownBy(() -> call("POST", url, HI)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> call("POST", url, HI)).isInstanceOf(IOException.class);
        await().atMost(PATIENCE).until(() -> said.size() == 2);
        assertThat(call("POST", url, HI).statusCode()).isEqualTo(202);

        await().atMost(PATIENCE).until(() -> said.size() == 3);
        assertThat(service.calls())
                .extracting(RestExchange::status)
                .containsExactly(429, 500, 0, 0, 202);
        assertThat(service.calls())
                .extracting(RestExchange::delivered)
                .containsExactly(false, true, false, true, true);
        assertThat(service.faults().struck()).isEqualTo(4);
        assertThat(client.getConnectionState()).isEqualTo(HubConnectionState.CONNECTED);
    }

    @Test
    void aServiceThatWasDownIsBackWithoutItsClients() throws Exception {
        HubConnection client = connected("ann");
        service.goDown();

        await().atMost(PATIENCE)
                .until(() -> client.getConnectionState() == HubConnectionState.DISCONNECTED);
        assertThatThrownBy(() -> status("POST", "/:send", HI)).isInstanceOf(IOException.class);
        service.comeBack();

        assertThat(status("POST", "/:send", HI)).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> service.connections().isEmpty());
        HubConnection again = connected("ann");
        await().atMost(PATIENCE)
                .until(() -> service.connections().contains(again.getConnectionId()));
    }
}
