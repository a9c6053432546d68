package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stateful reconnect, message by message. */
@Timeout(60)
class StatefulIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int REPLAY = 10_000;
    private static final String VERSION_2 = "{\"protocol\":\"json\",\"version\":2}\u001e";

    private ParityServer server;

    @BeforeEach
    void start() throws Exception {
        server = ParityServer.start(options -> options.withReplayBytes(REPLAY));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @Shows(57)
    void isOffUnlessAskedForInNegotiationAndHandshake() throws Exception {
        try (RawHttp unasked = new RawHttp(server, "");
                RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true")) {
            assertThat(unasked.negotiated().has("useStatefulReconnect")).isFalse();
            assertThat(asked.negotiated().path("useStatefulReconnect").booleanValue()).isTrue();
            try (RawClient old = new RawClient(server.port(), asked.path())) {
                old.send(RawClient.HANDSHAKE);
                assertThat(old.record()).isEqualTo("{}");
            }
            // Version 1: gone with its socket.
            await().atMost(LIMIT).until(() -> asked.delete() == 404);
        }
    }

    @Test
    @Shows({58, 59})
    void sendsAgainWhatWasNotAcknowledgedAndTakesNothingTwice() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true")) {
            try (RawClient first = open(asked)) {
                first.call("1", "Echo", "\"one\"");
                assertThat(first.record()).contains("one");
                first.call("2", "Echo", "\"two\"");
                assertThat(first.record()).contains("two");
                first.send("{\"type\":8,\"sequenceId\":1}\u001e");
                // Sent behind the Ack: when this is answered, the server has taken the Ack.
                first.call("3", "Echo", "\"three\"");
                assertThat(first.record()).contains("three");
            }
            try (RawClient second = new RawClient(server.port(), asked.path())) {
                second.send("{\"type\":9,\"sequenceId\":2}\u001e");
                second.call("2", "Echo", "\"two\"");
                second.call("3", "Echo", "\"three\"");
                second.call("4", "Echo", "\"four\"");
                assertThat(unacknowledging(second)).isEqualTo("{\"type\":9,\"sequenceId\":2}");
                assertThat(unacknowledging(second)).contains("\"two\"");
                assertThat(unacknowledging(second)).contains("\"three\"");
                assertThat(unacknowledging(second)).contains("\"four\"");
                second.send("{\"type\":8,\"sequenceId\":4}\u001e");
                second.call("5", "Echo", "\"five\"");
                assertThat(unacknowledging(second)).contains("\"five\"");
            }
            assertThat(server.hub.disconnected).isEmpty();
        }
    }

    @Test
    @Shows(60)
    void holdsBackWhatIsMoreThanItsBufferUntilItIsAcknowledged() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true");
                RawClient client = open(asked)) {
            String padding = "x".repeat(1_000);
            for (int i = 0; i < 40; i++) {
                server.broadcaster().toAll("said", i + padding);
            }
            int held = 0;
            while (held * 1_000 < REPLAY - 2_000) {
                assertThat(client.record()).contains("\"" + held++ + "x");
            }
            // The hub learns of a client after the answer to the client's handshake.
            await().atMost(LIMIT).until(() -> !server.hub.connected.isEmpty());
            var connection = server.hub.connected.values().iterator().next();
            await().during(Duration.ofSeconds(1))
                    .atMost(LIMIT)
                    .until(() -> connection.outbox().waitingMessages() >= 40 - 12);
            for (int i = held; i < 40; i++) {
                client.send("{\"type\":8,\"sequenceId\":" + i + "}\u001e");
                assertThat(client.record()).contains("\"" + i + "x");
            }
        }
    }

    @Test
    @Shows(61)
    void letsANewSocketTakeThePlaceOfTheOld() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true");
                RawClient first = open(asked);
                RawClient second = new RawClient(server.port(), asked.path())) {
            assertThat(second.status).isEqualTo(101);
            assertThat(second.record()).isEqualTo("{\"type\":9,\"sequenceId\":1}");
            second.send("{\"type\":9,\"sequenceId\":1}\u001e");
            second.call("1", "Echo", "\"on the new one\"");
            assertThat(second.record()).contains("on the new one");
            assertThat(first.next()).isNull();
            assertThat(server.hub.connected).hasSize(1);
            assertThat(server.hub.disconnected).isEmpty();
        }
    }

    @Test
    void keepsItsSocketWhenAnUpgradeToAnotherIsRefused() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true");
                RawClient first = open(asked)) {
            assertThat(RawClient.upgradeOfAnotherVersion(server.port(), asked.path()))
                    .isEqualTo(426);
            assertThat(RawClient.upgradeWithoutKey(server.port(), asked.path())).isEqualTo(400);

            first.call("1", "Echo", "\"still here\"");
            assertThat(first.record()).contains("still here");
            assertThat(server.hub.disconnected).isEmpty();
        }
    }

    @Test
    @Shows(10)
    void comesBackOnNoOtherTransport() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true")) {
            try (RawClient first = open(asked)) {
                refusesPollsAndEvents(asked);
                first.call("1", "Echo", "\"still here\"");
                assertThat(first.record()).contains("still here");
            }
            // The server misses the socket a moment later; the client may come back on a WebSocket
            // at any time.
            refusesPollsAndEvents(asked);
            try (RawClient second = new RawClient(server.port(), asked.path())) {
                assertThat(second.status).isEqualTo(101);
            }
        }
    }

    private static void refusesPollsAndEvents(RawHttp asked) throws Exception {
        HttpResponse<String> poll = asked.poll().get(10, TimeUnit.SECONDS);
        assertThat(poll.statusCode()).isEqualTo(400);
        assertThat(poll.body()).isEqualTo("Cannot change transports mid-connection");
        assertThat(asked.events().statusCode()).isEqualTo(400);
    }

    @Test
    @Shows(62)
    void doesNotTakeBackAClientThatWasAborted() throws Exception {
        try (RawHttp asked = new RawHttp(server, "&useStatefulReconnect=true");
                RawClient client = open(asked)) {
            client.call("1", "Abort", "");
            assertThat(client.record()).isEqualTo("{\"type\":7}");
            assertThat(client.next()).isNull();
            try (RawClient back = new RawClient(server.port(), asked.path())) {
                assertThat(back.status).isBetween(404, 409);
            }
            await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("asked for"));
        }
    }

    private RawClient open(RawHttp negotiated) throws Exception {
        RawClient client = new RawClient(server.port(), negotiated.path());
        client.send(VERSION_2);
        assertThat(client.record()).isEqualTo("{}");
        return client;
    }

    /** The next message that is no acknowledgement: those come when their second is over. */
    private static String unacknowledging(RawClient client) throws Exception {
        String record = client.record();
        while (record.startsWith("{\"type\":8")) {
            record = client.record();
        }
        return record;
    }
}
