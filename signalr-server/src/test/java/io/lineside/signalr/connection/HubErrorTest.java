package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubStreamMethod;
import io.lineside.signalr.HubUploadMethod;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.protocol.HubProtocol;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An Error in hub code fails the invocation in which it happens, and nothing else. */
@Timeout(30)
class HubErrorTest {

    private final class ErrorHub implements Hub {
        @Override
        public void onConnected(HubConnection connection) {
            if (failsToGreet) {
                throw new NoClassDefFoundError("of a test");
            }
        }

        @Override
        public void onDisconnected(HubConnection connection, @Nullable String reason) {
            disconnected.incrementAndGet();
        }

        @Override
        public Map<String, HubMethod> methods() {
            return Map.of(
                    "Overflow",
                    (caller, arguments) -> {
                        throw new StackOverflowError("of a test");
                    },
                    "Echo",
                    (caller, arguments) -> arguments.getFirst());
        }

        @Override
        public Map<String, HubStreamMethod> streams() {
            return Map.of(
                    "Endless",
                    (caller, arguments, items) -> {
                        throw new AssertionError("of a test");
                    });
        }

        @Override
        public Map<String, HubUploadMethod> uploads() {
            return Map.of(
                    "Read",
                    (caller, arguments, uploads) -> {
                        throw new AssertionError("of a test");
                    },
                    "Ignore",
                    (caller, arguments, uploads) -> {
                        mayEnd.await();
                        return null;
                    });
        }
    }

    private static final String CALL =
            "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[7]}\u001e";
    private static final String UPLOAD = CALL.replace("[7]", "[],\"streamIds\":[\"u\"]");
    private static final String ITEM = "{\"type\":2,\"invocationId\":\"u\",\"item\":1}\u001e";
    private static final int MORE_THAN_WAIT = 40;

    private final AtomicInteger disconnected = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private volatile boolean failsToGreet;

    @AfterEach
    void letEverythingEnd() {
        mayEnd.countDown();
    }

    @Test
    void aCallThatEndsInAnErrorIsAnsweredAndSoIsTheNext() {
        InMemoryClient client = client();

        client.sends(CALL.formatted("1", "Overflow"));
        client.sends(CALL.formatted("2", "Echo"));

        awaitHeard(
                client,
                "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred"
                        + " invoking 'Overflow' on the server.\"}",
                "{\"type\":3,\"invocationId\":\"2\",\"result\":7}");
        client.leaves();
        await().untilAsserted(() -> assertThat(client.forgotten()).isEqualTo(1));
        assertThat(disconnected).hasValue(1);
    }

    @Test
    void aStreamThatEndsInAnErrorIsAnswered() {
        InMemoryClient client = client();

        client.sends(CALL.formatted("1", "Endless").replace("\"type\":1", "\"type\":4"));

        awaitHeard(
                client,
                "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An error occurred on the server"
                        + " while streaming results.\"}");
    }

    @Test
    void anUploadWhoseReaderEndsInAnErrorIsForgotten() {
        InMemoryClient client = client();

        client.sends(UPLOAD.formatted("1", "Read"));

        awaitHeard(
                client,
                "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred"
                        + " invoking 'Read' on the server.\"}");
        await().until(() -> client.connection().streams().upload("u") == null);
    }

    @Test
    void aClientThatCannotBeGreetedIsDisconnected() {
        failsToGreet = true;

        InMemoryClient client = client();

        awaitHeard(client, "{\"type\":7,\"error\":\"Connection closed with an error.\"}");
    }

    @Test
    void aClientThatLeavesWhileNobodyReadsItsUploadIsForgotten() {
        InMemoryClient client = client();
        client.sends(UPLOAD.formatted("1", "Ignore"));
        client.sends(ITEM.repeat(MORE_THAN_WAIT) + CALL.formatted("2", "Echo"));
        await().during(Duration.ofMillis(200)).until(() -> !client.received().contains("\"2\""));

        client.leaves();

        await().untilAsserted(() -> assertThat(client.forgotten()).isEqualTo(1));
        assertThat(disconnected).hasValue(1);
    }

    @Test
    void theClockLooksAtAllConnectionsEvenIfOneFails() {
        AtomicInteger looked = new AtomicInteger();
        ServerConnection broken = timed(new AtomicInteger(), true);
        ServerConnection fine = timed(looked, false);
        looked.set(0);

        ConnectionClock.tick(List.of(broken, fine));

        assertThat(looked).hasPositiveValue();
    }

    /** A connection whose time can be read while it is made, and after that only if it is sound. */
    private static ServerConnection timed(AtomicInteger looked, boolean breaks) {
        CountDownLatch made = new CountDownLatch(1);
        Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
        ServerConnection connection =
                TestConnections.connection(
                        "timed",
                        false,
                        Hub.of(Map.of()),
                        counters,
                        new TestConnections.NoOwner(),
                        () -> {
                            if (breaks && made.getCount() == 0) {
                                throw new StackOverflowError("of a test");
                            }
                            return looked.incrementAndGet();
                        });
        made.countDown();
        return connection;
    }

    private InMemoryClient client() {
        return new InMemoryClient(new ErrorHub(), HubProtocol.JSON);
    }

    private static void awaitHeard(InMemoryClient client, String... messages) {
        await().untilAsserted(() -> assertThat(client.received()).contains(messages));
    }
}
