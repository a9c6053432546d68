package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long polling and server-sent events, request by request. */
@Timeout(60)
class HttpTransportIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ParityServer server;
    private RawHttp client;

    @BeforeEach
    void negotiate() throws Exception {
        server =
                ParityServer.start(
                        options ->
                                options.withKeepAlive(Duration.ofSeconds(1))
                                        .withPollTimeout(Duration.ofSeconds(2))
                                        .withCloseTimeout(Duration.ofSeconds(1)));
        client = new RawHttp(server, "");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    @Shows(6)
    void answersTheFirstPollAtOnceAndWithNothing() throws Exception {
        HttpResponse<String> first = client.poll().get(10, TimeUnit.SECONDS);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEmpty();
        assertThat(first.headers().firstValue("content-type")).hasValue("application/octet-stream");
        assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache, no-store");
    }

    @Test
    @Shows(8)
    void answersTheOldPollWhenANewOneComes() throws Exception {
        client.shakeHandsByPolling();
        CompletableFuture<HttpResponse<String>> old = client.poll();
        CompletableFuture<HttpResponse<String>> next = client.poll();

        CompletableFuture.anyOf(old, next).get(30, TimeUnit.SECONDS);
        CompletableFuture<HttpResponse<String>> replaced = old.isDone() ? old : next;
        CompletableFuture<HttpResponse<String>> waits = old.isDone() ? next : old;
        assertThat(replaced.join().statusCode()).isEqualTo(204);
        assertThat(client.post(call("1", "Echo", "\"x\""))).isEqualTo(200);
        assertThat(heard(waits.get(30, TimeUnit.SECONDS))).containsExactly(result("1", "\"x\""));
    }

    @Test
    @Shows(9)
    void saysGoodbyeToThePollOfADeletedConnection() throws Exception {
        client.shakeHandsByPolling();
        CompletableFuture<HttpResponse<String>> waits = client.poll();
        // Posts go to the poll that waits: it has arrived when this is answered through it.
        client.post(call("1", "Nothing", ""));
        assertThat(heard(waits.get(30, TimeUnit.SECONDS))).containsExactly(result("1", "null"));

        assertThat(client.delete()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> client.poll().join().statusCode() == 404);
        assertThat(client.post("{\"type\":6}\u001e")).isEqualTo(404);
        assertThat(client.delete()).isEqualTo(404);
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
    }

    @Test
    @Shows({9, 53})
    void endsThePollsOfAClientThatSaysClose() throws Exception {
        client.shakeHandsByPolling();
        client.post("{\"type\":7}\u001e");

        assertThat(heard(client.poll().get(30, TimeUnit.SECONDS))).containsExactly("{\"type\":7}");
        assertThat(client.poll().get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
    }

    @Test
    @Shows(10)
    void refusesAnotherTransportThanTheFirst() throws Exception {
        client.shakeHandsByPolling();

        try (RawClient other = new RawClient(server.port(), client.path())) {
            assertThat(other.status).isEqualTo(400);
        }
        HttpResponse<Stream<String>> events = client.events();
        assertThat(events.statusCode()).isEqualTo(400);
        assertThat(events.body()).containsExactly("Cannot change transports mid-connection");
        assertThat(client.post(call("1", "Echo", "\"x\""))).isEqualTo(200);
        assertThat(heard(client.poll().get(30, TimeUnit.SECONDS)))
                .containsExactly(result("1", "\"x\""));
    }

    @Test
    @Shows(5)
    void takesParallelPostsWholeAndAnswersEachOnce() throws Exception {
        client.shakeHandsByPolling();
        List<CompletableFuture<HttpResponse<String>>> posts =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        client.postLater(
                                                call("a" + i, "Echo", "\"" + i + "\"")
                                                        + call("b" + i, "Echo", "\"" + i + "\"")))
                        .toList();
        List<String> heard = new ArrayList<>();
        while (heard.size() < 100) {
            heard.addAll(heard(client.poll().get(30, TimeUnit.SECONDS)));
        }
        assertThat(posts).allSatisfy(post -> assertThat(post.join().statusCode()).isEqualTo(200));
        for (int i = 0; i < 50; i++) {
            assertThat(heard)
                    .containsSubsequence(
                            result("a" + i, "\"" + i + "\""), result("b" + i, "\"" + i + "\""))
                    .containsOnlyOnce(result("a" + i, "\"" + i + "\""));
        }
    }

    @Test
    @Shows({7, 49})
    void answersAnIdlePollWithNothingAndNeverWithAPing() throws Exception {
        client.shakeHandsByPolling();

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> idle = client.poll().get(30, TimeUnit.SECONDS);
            assertThat(idle.statusCode()).isEqualTo(200);
            assertThat(idle.body()).isEmpty();
        }
        client.post(call("1", "Echo", "\"x\""));
        assertThat(heard(client.poll().get(30, TimeUnit.SECONDS)))
                .containsExactly(result("1", "\"x\""));
    }

    @Test
    @Shows({20, 33})
    void carriesTextAloneInEvents() throws Exception {
        try (Stream<String> lines = client.events().body()) {
            Iterator<String> events = lines.filter(line -> line.startsWith("data:")).iterator();
            client.post("{\"protocol\":\"messagepack\",\"version\":1}\u001e");
            assertThat(events.next()).contains("The transport does not support 'Binary'");
        }
        try (RawHttp second = new RawHttp(server, "");
                Stream<String> lines = second.events().body()) {
            Iterator<String> events = lines.filter(line -> line.startsWith("data:")).iterator();
            second.post(RawHttp.HANDSHAKE + call("1", "Echo", "\"a\"") + call("2", "Nothing", ""));
            assertThat(events.next()).isEqualTo("data: {}\u001e");
            assertThat(events.next()).contains(result("1", "\"a\""));
            assertThat(events.next()).contains("\"invocationId\":\"2\"");
        }
    }

    private static List<String> heard(HttpResponse<String> poll) {
        assertThat(poll.statusCode()).isEqualTo(200);
        return Stream.of(poll.body().split("\u001e")).filter(each -> !each.isEmpty()).toList();
    }

    private static String result(String id, String result) {
        return "{\"type\":3,\"invocationId\":\"%s\",\"result\":%s}".formatted(id, result);
    }

    private static String call(String id, String target, String arguments) {
        return "{\"type\":1,\"invocationId\":\"%s\",\"target\":\"%s\",\"arguments\":[%s]}\u001e"
                .formatted(id, target, arguments);
    }
}
