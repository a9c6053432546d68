package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Calls, streams, uploads and goodbyes as they are on the wire, of which clients show only a part.
 */
@Timeout(60)
class CallsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOLD = "An unexpected error occurred invoking '%s' on the server.";

    private ParityServer server;
    private RawClient client;

    @BeforeEach
    void connect() throws Exception {
        server = ParityServer.start(UnaryOperator.identity());
        client = RawClient.json(server.port(), "/hub");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    @Shows({26, 31})
    void answersWithAResultWithNothingOrWithNull() throws Exception {
        client.call("1", "aDD", "2,3");
        client.call("2", "nothing", "");
        client.call("3", "NULL", "");

        assertThat(client.record()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":5}");
        // The reference server, too, answers a method without a result with null.
        assertThat(client.record())
                .isEqualTo("{\"type\":3,\"invocationId\":\"2\",\"result\":null}");
        assertThat(client.record())
                .isEqualTo("{\"type\":3,\"invocationId\":\"3\",\"result\":null}");
    }

    @Test
    @Shows(27)
    void answersNothingToACallWithoutAnId() throws Exception {
        for (String target : new String[] {"Fail", "FailHub", "Nope", "Nothing"}) {
            client.send("{\"type\":1,\"target\":\"" + target + "\",\"arguments\":[]}\u001e");
        }
        client.call("1", "Echo", "\"the first answer\"");

        assertThat(client.record()).contains("the first answer");
    }

    @Test
    @Shows({28, 29, 30})
    void saysWhatWentWrongAndNoMore() throws Exception {
        client.call("1", "Fail", "");
        client.call("2", "FailHub", "");
        client.call("3", "Nope", "");
        client.call("4", "Add", "2");
        client.call("5", "Add", "2,3,4");
        client.call("6", "Add", "\"x\",3");
        client.call("7", "Add", "2,3");

        assertThat(client.record()).isEqualTo(error("1", TOLD.formatted("Fail")));
        assertThat(client.record())
                .isEqualTo(
                        error(
                                "2",
                                TOLD.formatted("FailHub") + " HubException: told to the client"));
        assertThat(client.record())
                .isEqualTo(
                        error(
                                "3",
                                "Failed to invoke 'Nope' due to an error on the server. HubException: Method does not exist."));
        for (String id : new String[] {"4", "5", "6"}) {
            assertThat(client.record())
                    .startsWith(error(id, "Failed to invoke 'Add'").split("'")[0]);
        }
        assertThat(client.record()).contains("\"result\":5");
    }

    @Test
    @Shows(32)
    void answersInTheOrderOfTheCalls() throws Exception {
        client.call("slow", "Slow", "300");
        client.call("fast", "Echo", "\"x\"");

        assertThat(client.record()).contains("\"slow\"");
        assertThat(client.record()).contains("\"fast\"");
    }

    @Test
    @Shows({33, 36})
    void takesMessagesInAnyFramesAndPassesOverWhatItDoesNotKnow() throws Exception {
        client.send("{\"type\":1,\"invocationId\":\"1\",\"ta");
        client.send("rget\":\"Echo\",\"arguments\":[\"a\"]}\u001e{\"type\":6}\u001e{\"type\":1,");
        client.frame(RawClient.TEXT, bytes("\"invocationId\":\"2\",\"headers\":{\"k\":\"v\"},"));
        client.frame(0, bytes("\"more\":{\"a\":[1,{}]},\"target\":\"Echo\","));
        client.frame(0x80, bytes("\"arguments\":[\"b\"]}\u001e"));

        assertThat(client.record()).contains("\"1\"").contains("\"a\"");
        assertThat(client.record()).contains("\"2\"").contains("\"b\"");
    }

    @Test
    @Shows({37, 38, 39})
    void endsAStreamOnceHoweverItEnds() throws Exception {
        client.send(stream("all", "Count", "2,0"));
        assertThat(client.record()).isEqualTo(item("all", 0));
        assertThat(client.record()).isEqualTo(item("all", 1));
        assertThat(client.record()).isEqualTo("{\"type\":3,\"invocationId\":\"all\"}");

        client.send(stream("some", "Count", "1000,400"));
        assertThat(client.record()).isEqualTo(item("some", 0));
        client.send("{\"type\":5,\"invocationId\":\"some\"}\u001e");
        assertThat(client.record()).isEqualTo("{\"type\":3,\"invocationId\":\"some\"}");

        client.call("plainly", "Count", "2,0");
        assertThat(client.record()).contains("\"plainly\"").contains("\"error\":\"");
        client.send(stream("method", "Echo", "\"x\""));
        assertThat(client.record()).contains("\"method\"").contains("\"error\":\"");
    }

    @Test
    @Shows(40)
    void readsAnUploadAndPassesOverItemsOfNone() throws Exception {
        client.send("{\"type\":2,\"invocationId\":\"none\",\"item\":1}\u001e");
        client.send("{\"type\":3,\"invocationId\":\"none\"}\u001e");
        client.send(
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Sum\",\"arguments\":[],\"streamIds\":[\"u\"]}\u001e");
        for (int i = 1; i <= 3; i++) {
            client.send("{\"type\":2,\"invocationId\":\"u\",\"item\":" + i + "}\u001e");
        }
        client.send("{\"type\":3,\"invocationId\":\"u\"}\u001e");

        assertThat(client.record()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":6}");
    }

    @Test
    @Shows({53, 56})
    void answersACloseWithCloseAndCodeOneThousand() throws Exception {
        client.send("{\"type\":7}\u001e");

        assertThat(client.record()).isEqualTo("{\"type\":7}");
        assertThat(client.next()).isNull();
        assertThat(client.closeCode()).isEqualTo(1000);
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
    }

    @Test
    @Shows(53)
    void takesACloseForAGoodbyeHoweverTheSocketGoes() throws Exception {
        client.call("1", "Slow", "300");
        client.send("{\"type\":7}\u001e");
        client.close();
        await().atMost(LIMIT).until(() -> !server.hub.disconnected.isEmpty());
        try (RawClient second = RawClient.json(server.port(), "/hub")) {
            // A close frame without a code.
            second.frame(0x88, new byte[0]);
            assertThat(second.next()).isNull();
            await().atMost(LIMIT).until(() -> server.hub.disconnected.size() == 2);
        }
        assertThat(server.hub.disconnected).containsExactly("goodbye", "goodbye");
    }

    @Test
    @Shows(56)
    void closesWithOneThousandWhenTheHubAborts() throws Exception {
        client.call("1", "Abort", "");

        assertThat(client.record()).isEqualTo("{\"type\":7}");
        assertThat(client.next()).isNull();
        assertThat(client.closeCode()).isEqualTo(1000);
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("asked for"));
    }

    @Test
    @Shows(47)
    void goesOnForTheOthersWhenOneIsCut() throws Exception {
        try (RawClient cut = RawClient.json(server.port(), "/hub")) {
            client.call("1", "Join", "\"g\"");
            cut.call("1", "Join", "\"g\"");
            assertThat(client.record()).contains("\"type\":3");
            assertThat(cut.record()).contains("\"type\":3");
        }
        for (int i = 0; i < 100; i++) {
            client.call("to" + i, "ToGroup", "\"g\",\"" + i + "\"");
            assertThat(client.record()).contains("[\"" + i + "\"]");
            assertThat(client.record()).contains("\"to" + i + "\"");
        }
        await().atMost(LIMIT).until(() -> server.broadcaster().members("g").size() == 1);
    }

    @Test
    @Shows({49, 50})
    void pingsAClientThatIsSilentAndKeepsIt() throws Exception {
        try (ParityServer quick =
                        ParityServer.start(
                                options ->
                                        options.withKeepAlive(Duration.ofSeconds(1))
                                                .withClientTimeout(Duration.ofSeconds(2)));
                RawClient silent = RawClient.json(quick.port(), "/hub")) {
            silent.hearPings();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < Duration.ofSeconds(4).toNanos()) {
                assertThat(silent.record()).isEqualTo("{\"type\":6}");
            }
            silent.call("1", "Echo", "\"still here\"");
            assertThat(silent.record()).contains("still here");
        }
    }

    private static String item(String stream, int item) {
        return "{\"type\":2,\"invocationId\":\"%s\",\"item\":%d}".formatted(stream, item);
    }

    private static String error(String id, String error) {
        return "{\"type\":3,\"invocationId\":\"%s\",\"error\":\"%s\"}".formatted(id, error);
    }

    private static String stream(String id, String target, String arguments) {
        return "{\"type\":4,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[%s]}\u001e"
                .formatted(id, target, arguments);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
