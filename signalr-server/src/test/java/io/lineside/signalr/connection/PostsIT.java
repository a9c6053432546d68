package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The posts of a polling client, and polls of a server that has nothing to send. */
@Timeout(60)
class PostsIT {

    private final class TestHub implements Hub {
        @Override
        public Map<String, HubMethod> methods() {
            return Map.of(
                    "Heard",
                    (caller, arguments) -> heard.incrementAndGet(),
                    "Wait",
                    (caller, arguments) -> {
                        waits.countDown();
                        mayGoOn.await();
                        return 0;
                    });
        }

        @Override
        public void onDisconnected(HubConnection left, @Nullable String reason) {
            disconnected.countDown();
        }
    }

    /** Holds the reader after each piece of a body, and before each answer. */
    private final class PieceByPiece extends Handler.Wrapper {
        PieceByPiece(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            Request held =
                    new Request.Wrapper(request) {
                        @Override
                        public Content.Chunk read() {
                            Content.Chunk chunk = super.read();
                            return chunk == null || Content.Chunk.isFailure(chunk)
                                    ? chunk
                                    : Content.Chunk.from(
                                            chunk.getByteBuffer(),
                                            chunk.isLast(),
                                            () -> {
                                                chunk.release();
                                                afterEachPiece.run();
                                            });
                        }
                    };
            Response late =
                    new Response.Wrapper(held, response) {
                        @Override
                        public void write(boolean last, ByteBuffer bytes, Callback done) {
                            if (request.getMethod().equals("DELETE")) {
                                beforeGoodbyeIsAnswered.run();
                            }
                            super.write(last, bytes, done);
                        }
                    };
            return super.handle(held, late, callback);
        }
    }

    private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private static final String CALL = "{\"type\":1,\"target\":\"Heard\",\"arguments\":[]}\u001e";
    private static final String WAIT = CALL.replace("Heard", "Wait");
    private static final String CLOSE = "{\"type\":7}\u001e";
    private static final int OVERLOAD = 1_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger heard = new AtomicInteger();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private volatile Runnable afterEachPiece = () -> {};
    private volatile Runnable beforeGoodbyeIsAnswered = () -> {};
    private SignalRServer signalr;
    private Server server;
    private URI connection;

    @BeforeEach
    void connect() throws Exception {
        HubOptions options =
                HubOptions.defaults()
                        .withKeepAlive(Duration.ofHours(1))
                        .withCloseTimeout(Duration.ofSeconds(1))
                        .withPollTimeout(Duration.ofSeconds(1));
        signalr = SignalRServer.create("/hub", options, new TestHub());
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(new PieceByPiece(signalr.handler()));
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        URI hubAt = URI.create("http://127.0.0.1:" + port + "/hub");
        String answer =
                http.send(
                                HttpRequest.newBuilder(URI.create(hubAt + "/negotiate"))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        int at = answer.indexOf("\"connectionId\":\"") + "\"connectionId\":\"".length();
        connection = URI.create(hubAt + "?id=" + answer.substring(at, answer.indexOf('"', at)));
    }

    @AfterEach
    void stop() throws Exception {
        mayGoOn.countDown();
        signalr.close();
        server.stop();
        http.close();
    }

    @Test
    void aBodyLongerThanAnyMessageIsHeardWhole() throws Exception {
        poll();

        assertThat(post(HANDSHAKE + CALL.repeat(OVERLOAD)).join().statusCode()).isEqualTo(200);

        await().until(() -> heard.get() == OVERLOAD);
    }

    @Test
    void aBodyLongerThanAnyMessageWaitsForItsTransport() throws Exception {
        CompletableFuture<HttpResponse<String>> early = post(HANDSHAKE + CALL.repeat(OVERLOAD));

        poll();

        assertThat(early.join().statusCode()).isEqualTo(200);
        await().until(() -> heard.get() == OVERLOAD);
    }

    @Test
    void aMessageMayBeginInOnePostAndEndInTheNext() throws Exception {
        poll();
        String said = HANDSHAKE + CALL;

        post(said.substring(0, said.length() - 10)).join();
        post(said.substring(said.length() - 10)).join();

        await().until(() -> heard.get() == 1);
    }

    @Test
    void aClientThatSaysTooMuchWaitsAndIsRefusedWhenItGoesOn() throws Exception {
        poll();
        List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
        posts.add(post(HANDSHAKE + WAIT + CALL.repeat(OVERLOAD)));
        waits.await();

        for (int i = 1; i <= Posts.MOST_WAITING; i++) {
            posts.add(post(CALL));
        }

        await().until(() -> posts.stream().anyMatch(CompletableFuture::isDone));
        CompletableFuture<HttpResponse<String>> refused =
                posts.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
        assertThat(refused.join().statusCode()).isEqualTo(503);
        mayGoOn.countDown();
        posts.remove(refused);
        assertThat(posts).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(200));
        await().until(() -> heard.get() == OVERLOAD + Posts.MOST_WAITING - 1);
    }

    @Test
    void whatWaitsWhenTheClientSaysGoodbyeIsToldThatNobodyListens() throws Exception {
        poll();
        CompletableFuture<HttpResponse<String>> waiting =
                post(HANDSHAKE + WAIT + CALL.repeat(OVERLOAD));
        waits.await();

        delete();

        assertThat(waiting.join().statusCode()).isEqualTo(404);
    }

    @Test
    void whatWasHeardWholeIsAcceptedEvenWhenItEndsTheConnection() throws Exception {
        poll();
        CompletableFuture<HttpResponse<String>> next =
                http.sendAsync(
                        HttpRequest.newBuilder(connection).build(),
                        HttpResponse.BodyHandlers.ofString());
        afterEachPiece =
                () -> assertThatCode(() -> disconnected.await()).doesNotThrowAnyException();

        HttpResponse<String> goodbye = post(HANDSHAKE + CLOSE).join();

        assertThat(goodbye.statusCode()).isEqualTo(200);
        assertThat(next.join().body()).startsWith("{}\u001e");
    }

    @Test
    void aGoodbyeIsAnsweredWhenTheConnectionIsNoMore() throws Exception {
        poll();
        post(HANDSHAKE).join();
        poll();
        AtomicBoolean gone = new AtomicBoolean();
        beforeGoodbyeIsAnswered =
                () ->
                        assertThatCode(() -> gone.set(disconnected.await(5, TimeUnit.SECONDS)))
                                .doesNotThrowAnyException();

        assertThat(delete().statusCode()).isEqualTo(202);

        assertThat(gone).isTrue();
        assertThat(poll().statusCode()).isEqualTo(404);
    }

    @Test
    void aPollIsAnsweredWithNothingInTimeAndTheNextOneBringsWhatThereIs() throws Exception {
        poll();
        post(HANDSHAKE).join();
        assertThat(poll().body()).isEqualTo("{}\u001e");

        HttpResponse<String> idle = poll();
        assertThat(idle.statusCode()).isEqualTo(200);
        assertThat(idle.body()).isEmpty();

        CompletableFuture<HttpResponse<String>> next =
                http.sendAsync(
                        HttpRequest.newBuilder(connection).build(),
                        HttpResponse.BodyHandlers.ofString());
        signalr.broadcaster().toAll("news", "late");
        assertThat(next.join().body()).contains("late");
    }

    private HttpResponse<String> poll() throws Exception {
        return http.send(
                HttpRequest.newBuilder(connection).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> delete() throws Exception {
        return http.send(
                HttpRequest.newBuilder(connection).DELETE().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> post(String said) {
        return http.sendAsync(
                HttpRequest.newBuilder(connection)
                        .POST(HttpRequest.BodyPublishers.ofString(said))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
