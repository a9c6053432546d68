package io.lineside.signalr.connection;

import static org.awaitility.Awaitility.await;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubStreamMethod;
import io.lineside.signalr.protocol.HubProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client sends while its hub code is busy. */
@Timeout(30)
class BusyHubTest {

    private final class BusyHub implements Hub {
        @Override
        public Map<String, HubMethod> methods() {
            return Map.of(
                    "Heard",
                    (caller, arguments) -> heard.incrementAndGet(),
                    "Wait",
                    (caller, arguments) -> {
                        waits.countDown();
                        mayGoOn.await();
                        return null;
                    },
                    "Ask",
                    (caller, arguments) -> {
                        waits.countDown();
                        mayGoOn.await();
                        return caller.ask("twice").handle((answer, e) -> e == null).get();
                    });
        }

        @Override
        public Map<String, HubStreamMethod> streams() {
            return Map.of("Endless", (caller, arguments, items) -> new CountDownLatch(1).await());
        }
    }

    private static final String CALL = "{\"type\":1,\"target\":\"%s\",\"arguments\":[]}\u001e";
    private static final String STREAM =
            "{\"type\":4,\"invocationId\":\"s\",\"target\":\"Endless\",\"arguments\":[]}\u001e";
    private static final String CANCEL = "{\"type\":5,\"invocationId\":\"s\"}\u001e";
    private static final String CLOSE = "{\"type\":7}\u001e";
    private static final String PACK_WAIT = "0b960180c0a4" + hex("Wait") + "9090";
    private static final String PACK_HEARD = "0c960180c0a5" + hex("Heard") + "9090";

    /** The length of a MessagePack message of 40,000 bytes. */
    private static final String TOO_LONG = "c0b802";

    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @AfterEach
    void letEverythingEnd() {
        mayGoOn.countDown();
    }

    @Test
    void aStreamThatIsCancelledBeforeItHasBegunEnds() {
        InMemoryClient client = new InMemoryClient(new BusyHub(), HubProtocol.JSON);

        client.sends(CALL.formatted("Wait") + STREAM + CANCEL);
        mayGoOn.countDown();

        await().until(() -> client.received().contains("{\"type\":3,\"invocationId\":\"s\"}"));
    }

    @Test
    void whatComesBehindAMessageThatIsTooLongIsNoMessage() throws Exception {
        InMemoryClient client = new InMemoryClient(new BusyHub(), HubProtocol.MESSAGE_PACK);
        client.sends(bytes(PACK_WAIT));
        waits.await();

        client.sends(bytes(TOO_LONG + "00".repeat(8 * 1024)));
        client.sends(bytes(PACK_HEARD));
        mayGoOn.countDown();

        awaitClosed(client);
        await().during(Duration.ofMillis(200)).until(() -> heard.get() == 0);
    }

    @Test
    void whatComesBehindAGoodbyeIsNotTaken() throws Exception {
        InMemoryClient client = new InMemoryClient(new BusyHub(), HubProtocol.JSON);
        client.sends(CALL.formatted("Wait"));
        waits.await();

        client.sends(CLOSE + CALL.formatted("Heard"));
        client.sends(CALL.formatted("Heard"));
        mayGoOn.countDown();

        awaitClosed(client);
        await().during(Duration.ofMillis(200)).until(() -> heard.get() == 0);
    }

    @Test
    void nobodyWaitsForTheAnswerOfAClientThatIsNotHeardAnyMore() throws Exception {
        InMemoryClient client = new InMemoryClient(new BusyHub(), HubProtocol.JSON);
        client.sends(
                CALL.formatted("Ask").replace("\"type\":1", "\"type\":1,\"invocationId\":\"1\""));
        waits.await();

        client.sends("no JSON\u001e");
        mayGoOn.countDown();

        await().until(
                        () ->
                                client.received()
                                        .contains(
                                                "{\"type\":3,\"invocationId\":\"1\",\"result\":false}"));
        awaitClosed(client);
    }

    @Test
    void aQuestionThatWaitsFailsWhenTheClientIsNotHeardAnyMore() throws Exception {
        InMemoryClient client = new InMemoryClient(new BusyHub(), HubProtocol.JSON);
        mayGoOn.countDown();
        client.sends(
                CALL.formatted("Ask").replace("\"type\":1", "\"type\":1,\"invocationId\":\"1\""));
        await().until(() -> client.received().contains("twice"));

        client.sends(CLOSE);

        awaitClosed(client);
    }

    private static void awaitClosed(InMemoryClient client) {
        await().until(() -> client.connection().state() != Lifecycle.State.OPEN);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
