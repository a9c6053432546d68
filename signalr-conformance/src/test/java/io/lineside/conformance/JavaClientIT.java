package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionState;
import io.lineside.signalr.EncodedMessage;
import io.reactivex.rxjava3.core.Single;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections, calls and what is sent to clients, with Microsoft's own Java client. */
@ParameterizedClass
@EnumSource(names = {"JAVA_SOCKETS", "JAVA_POLLING"})
@Timeout(120)
class JavaClientIT extends JavaCell {

    JavaClientIT(Cell cell) {
        super(cell);
    }

    @Test
    @Shows({17, 26, 31, 53})
    void connectsCallsAndHangsUp() {
        HubConnection client = connect("/hub");

        assertThat(call(client, String.class, "Echo", "é \uD83D\uDE80 \u001e"))
                .isEqualTo("é \uD83D\uDE80 \u001e");
        assertThat(call(client, Integer.class, "aDD", 2, 3)).isEqualTo(5);
        assertThat(call(client, String.class, "MyConnection")).isEqualTo(client.getConnectionId());
        call(client, "Nothing");
        call(client, "Null");

        client.stop().blockingAwait();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
        assertThat(server.broadcaster().stats().connections()).isZero();
    }

    @Test
    @Shows({28, 29, 30})
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
    @Shows({46})
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
    @Shows({15})
    void isWhoItsTokenSays() {
        HubConnection ann = connect("/private", "ann");

        assertThat(call(ann, String.class, "WhoAmI")).isEqualTo("ann");
    }

    @Test
    @Shows({15})
    void isRefusedWithoutAGoodToken() {
        assertThatThrownBy(() -> connect("/private")).hasMessageContaining("401");
        assertThatThrownBy(() -> connect("/private", "bad")).hasMessageContaining("401");
    }

    @Test
    @Shows({11})
    void skipsNegotiationWhenAsked() {
        onlyOverWebSockets("only a WebSocket opens without negotiation");
        HubConnection client = connect(build(server.url("/hub")).shouldSkipNegotiate(true).build());

        assertThat(call(client, String.class, "Echo", "x")).isEqualTo("x");
    }

    @Test
    @Shows({54})
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
    @Shows({55})
    void isClosedWhenTheHubAbortsIt() throws Exception {
        HubConnection client = connect("/hub");
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(error -> closed.countDown());

        server.broadcaster().connection(client.getConnectionId()).orElseThrow().abort("enough");

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("enough"));
        client.stop().onErrorComplete().blockingAwait();
        await().during(Duration.ofMillis(300))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(server.hub.disconnected).containsExactly("enough"));
    }

    @Test
    @Shows(2)
    void usesNoTransportThatTheHubDoesNotOffer() {
        if (polls()) {
            assertThatThrownBy(() -> connect("/plain")).hasMessageContaining("transport");
        } else {
            assertThat(call(connect("/plain"), String.class, "Echo", "x")).isEqualTo("x");
        }
    }

    @Test
    @Shows({6, 9})
    void opensAtOnceByPollingAndHangsUp() {
        onlyByPolling("polls are of long polling");
        long begin = System.nanoTime();
        HubConnection client = connect("/hub");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

        client.stop().blockingAwait();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
    }

    @Test
    @Shows(25)
    void sendsItsJsonInBinaryFrames() {
        onlyOverWebSockets("frames are of WebSockets");
        assertThat(call(connect("/hub"), Integer.class, "Add", 2, 3)).isEqualTo(5);
    }

    @Test
    @Shows(27)
    void hearsNothingOfCallsThatAskForNoAnswer() {
        HubConnection client = connect("/hub");
        List<String> told = listen(client);
        call(client, "Join", "g");
        client.send("Fail");
        client.send("Nope");
        client.send("ToGroup", "g", "sent");

        await().atMost(LIMIT).until(() -> told.contains("sent"));
        assertThat(client.getConnectionState()).isEqualTo(HubConnectionState.CONNECTED);
    }

    @Test
    @Shows(32)
    void isAnsweredInTheOrderOfItsCalls() {
        onlyOverWebSockets("the client posts at once, in no order");
        HubConnection client = connect("/hub");
        List<String> order = new CopyOnWriteArrayList<>();
        client.invoke(String.class, "Slow", 200).doOnSuccess(order::add).subscribe();
        client.invoke(String.class, "Echo", "fast").doOnSuccess(order::add).subscribe();

        await().atMost(LIMIT).until(() -> order.size() == 2);
        assertThat(order).containsExactly("slow", "fast");
    }

    @Test
    @Shows(34)
    void mayNotSayMoreThan32KilobytesAtOnce() {
        HubConnection client = connect("/hub");
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(error -> closed.countDown());
        String most = "x".repeat(32_000);
        assertThat(call(client, String.class, "Echo", most)).isEqualTo(most);

        Single<String> tooMuch = client.invoke(String.class, "Echo", "x".repeat(40_000));
        if (polls()) {
            // The client does not look at what a POST is answered with: no answer is all it sees.
            assertThatThrownBy(() -> tooMuch.timeout(2, TimeUnit.SECONDS).blockingGet())
                    .isInstanceOf(Exception.class);
        } else {
            assertThatThrownBy(() -> tooMuch.timeout(30, TimeUnit.SECONDS).blockingGet())
                    .hasMessageContaining("closed");
            await().atMost(LIMIT).until(() -> closed.getCount() == 0);
        }
    }

    @Test
    @Shows(43)
    void hearsWhatIsForItAndNothingElse() {
        HubConnection one = connect("/hub", "ann");
        HubConnection two = connect("/hub", "ann");
        HubConnection three = connect("/hub", "bob");
        List<List<String>> told = List.of(listen(one), listen(two), listen(three));
        call(two, "Join", "g");
        call(three, "Join", "g");

        call(one, "ToAll", "all");
        call(one, "ToOthers", "others");
        call(one, "ToGroup", "g", "group");
        call(one, "ToUser", "ann", "user");
        String twosId = two.getConnectionId();
        server.broadcaster()
                .toConnection(
                        three.getConnectionId(), EncodedMessage.invocation("said", "connection"));
        server.broadcaster()
                .toAllExcept(
                        Set.of(one.getConnectionId(), twosId),
                        EncodedMessage.invocation("said", "all but two"));
        server.broadcaster()
                .toGroupExcept(
                        "g", Set.of(twosId), EncodedMessage.invocation("said", "group but one"));
        server.broadcaster().toAll("said", "end");

        await().atMost(LIMIT).until(() -> told.stream().allMatch(each -> each.contains("end")));
        assertThat(told.get(0)).containsExactly("all", "user", "end");
        assertThat(told.get(1)).containsExactly("all", "others", "group", "user", "end");
        assertThat(told.get(2))
                .containsExactly(
                        "all",
                        "others",
                        "group",
                        "connection",
                        "all but two",
                        "group but one",
                        "end");
    }

    @Test
    @Shows(44)
    void isInOneGroupWithAClientThatSpeaksMessagePack() throws Exception {
        HubConnection client = connect("/hub");
        List<String> told = listen(client);
        call(client, "Join", "g");
        try (RawClient packing = RawClient.pack(server.port(), "/hub")) {
            packing.pack("960180a131a44a6f696e91a16790");
            assertThat(packing.packed()).isEqualTo("950380a13103c0");
            call(client, "ToGroup", "g", "hi");

            assertThat(packing.packed()).isEqualTo("960180c0a47361696491a2686990");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(told).containsExactly("hi"));
        }
    }

    @Test
    @Shows(45)
    void hearsOnceWhatItJoinedTwiceAndLeavesWhatItNeverJoined() {
        HubConnection client = connect("/hub");
        List<String> told = listen(client);
        call(client, "Leave", "never joined");
        call(client, "Join", "g");
        call(client, "Join", "g");
        call(client, "ToGroup", "g", "in");
        call(client, "Leave", "g");
        call(client, "ToGroup", "g", "out");
        call(client, "Join", "g");
        call(client, "ToGroup", "g", "again");

        await().atMost(LIMIT).until(() -> told.contains("again"));
        assertThat(told).containsExactly("in", "again");
    }

    private static int order(String message) {
        return message.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(message.substring(1));
    }
}
