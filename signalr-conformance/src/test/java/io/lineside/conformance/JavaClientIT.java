package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;
import com.microsoft.signalr.TransportEnum;
import io.lineside.signalr.EncodedMessage;
import io.reactivex.rxjava3.core.Single;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against Microsoft's own Java client. */
class JavaClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<HubConnection> clients = new CopyOnWriteArrayList<>();
    private ParityServer server;

    @BeforeEach
    void start() throws Exception {
        server = ParityServer.start(UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        for (HubConnection client : clients) {
            assertThat(client.stop().blockingAwait(30, TimeUnit.SECONDS)).isTrue();
        }
        server.close();
    }

    @Test
    void connectsCallsAndHangsUp() {
        HubConnection client = connect("/hub");

        assertThat(call(client, String.class, "Echo", "é \uD83D\uDE80 \u001e"))
                .isEqualTo("é \uD83D\uDE80 \u001e");
        assertThat(call(client, Integer.class, "aDD", 2, 3)).isEqualTo(5);
        assertThat(call(client, String.class, "MyConnection")).isEqualTo(client.getConnectionId());
        client.invoke("Nothing").blockingAwait();

        client.stop().blockingAwait();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
        assertThat(server.broadcaster().stats().connections()).isZero();
    }

    @Test
    void seesHubExceptionsAndNoOtherText() {
        HubConnection client = connect("/hub");

        assertThatThrownBy(() -> call(client, String.class, "FailHub"))
                .hasMessageContaining("told to the client");
        assertThatThrownBy(() -> call(client, String.class, "Fail"))
                .hasMessageContaining("An unexpected error occurred invoking 'Fail'")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> call(client, String.class, "Nope"))
                .hasMessageContaining("Method does not exist");
        assertThatThrownBy(() -> call(client, Integer.class, "Add", "x", 1))
                .hasMessageContaining("Failed to invoke 'Add'");
        assertThat(call(client, String.class, "Echo", "still here")).isEqualTo("still here");
    }

    @Test
    void getsWhatItsGroupsGetInOrder() {
        HubConnection member = connect("/hub");
        HubConnection stranger = connect("/hub");
        List<String> told = listen(member);
        List<String> strange = listen(stranger);
        assertThat(server.broadcaster().join(member.getConnectionId(), "g")).isTrue();
        assertThat(server.broadcaster().members("g")).containsExactly(member.getConnectionId());

        for (int i = 0; i < 1_000; i++) {
            EncodedMessage message = EncodedMessage.invocation("said", "m" + i);
            server.broadcaster().toGroup("g", message);
        }
        server.broadcaster().toAll("said", "all");

        await().atMost(LIMIT).until(() -> told.size() == 1_001);
        assertThat(told).startsWith("m0", "m1").endsWith("m998", "m999", "all");
        assertThat(told).isSortedAccordingTo((a, b) -> order(a) - order(b));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(strange).containsExactly("all"));

        assertThat(server.broadcaster().leave(member.getConnectionId(), "g")).isTrue();
        server.broadcaster().toGroup("g", EncodedMessage.invocation("said", "nobody"));
        server.broadcaster()
                .toConnection(
                        member.getConnectionId(),
                        EncodedMessage.rawInvocation(
                                "said", "\"only\"".getBytes(StandardCharsets.UTF_8)));
        await().atMost(LIMIT).until(() -> told.contains("only"));
        assertThat(told).doesNotContain("nobody");
    }

    @Test
    void isInNoGroupAnyMoreWhenItIsGone() {
        HubConnection client = connect("/hub");
        String id = client.getConnectionId();
        server.broadcaster().join(id, "g");

        client.stop().blockingAwait();

        await().atMost(LIMIT).until(() -> server.broadcaster().members("g").isEmpty());
        await().atMost(LIMIT).until(() -> !server.broadcaster().join(id, "g"));
        assertThat(server.broadcaster().connection(id)).isEmpty();
        server.broadcaster().toConnection(id, EncodedMessage.invocation("said", "x"));
        assertThat(server.broadcaster().stats().unroutable()).isEqualTo(1);
        assertThat(server.broadcaster().stats().groups()).isZero();
    }

    @Test
    void isWhoItsTokenSays() {
        HubConnection ann = connect("/private", "ann");

        assertThat(call(ann, String.class, "WhoAmI")).isEqualTo("ann");
    }

    @Test
    void isRefusedWithoutAGoodToken() {
        assertThatThrownBy(() -> connect("/private")).hasMessageContaining("401");
        assertThatThrownBy(() -> connect("/private", "bad")).hasMessageContaining("401");
    }

    @Test
    void skipsNegotiationWhenAsked() {
        HubConnection client =
                HubConnectionBuilder.create(server.url("/hub"))
                        .shouldSkipNegotiate(true)
                        .withTransport(TransportEnum.WEBSOCKETS)
                        .build();
        clients.add(client);
        client.start().blockingAwait();

        assertThat(call(client, String.class, "Echo", "x")).isEqualTo("x");
    }

    @Test
    void isToldWhenTheServerStopsAndComesBackToTheNextOne() throws Exception {
        HubConnection client = connect("/hub");
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(error -> closed.countDown());
        int port = server.port();

        server.close();
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.getConnectionState()).isEqualTo(HubConnectionState.DISCONNECTED);
        assertThat(server.hub.disconnected).containsExactly("the server stops");

        server = ParityServer.start(port, UnaryOperator.identity());
        client.start().blockingAwait();
        assertThat(call(client, String.class, "Echo", "again")).isEqualTo("again");
    }

    @Test
    void isClosedWhenTheHubAbortsIt() throws Exception {
        HubConnection client = connect("/hub");
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(error -> closed.countDown());

        server.broadcaster().connection(client.getConnectionId()).orElseThrow().abort("enough");

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("enough"));
    }

    private HubConnection connect(String path) {
        return connect(HubConnectionBuilder.create(server.url(path)).build());
    }

    private HubConnection connect(String path, String token) {
        return connect(
                HubConnectionBuilder.create(server.url(path))
                        .withAccessTokenProvider(Single.just(token))
                        .withHeaders(Map.of("X-Test", "1"))
                        .build());
    }

    private HubConnection connect(HubConnection client) {
        clients.add(client);
        client.start().blockingAwait();
        return client;
    }

    private static <T> T call(
            HubConnection client, Class<T> type, String method, Object... arguments) {
        return client.invoke(type, method, arguments).timeout(30, TimeUnit.SECONDS).blockingGet();
    }

    private static List<String> listen(HubConnection client) {
        List<String> told = new CopyOnWriteArrayList<>();
        client.on("said", told::add, String.class);
        return told;
    }

    private static int order(String message) {
        return message.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(message.substring(1));
    }
}
