package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HttpHubConnectionBuilder;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.opentest4j.TestAbortedException;

/** A parity server, and Microsoft's own Java client over one of its two transports. */
abstract class JavaCell implements InCell {

    /** A test that means nothing over this transport: no cell of the table. */
    static final class NotHere extends TestAbortedException {
        private static final long serialVersionUID = 1;

        private NotHere(String why) {
            super(why);
        }
    }

    static final Duration LIMIT = Duration.ofSeconds(30);

    final List<HubConnection> clients = new CopyOnWriteArrayList<>();
    ParityServer server;
    private final Cell cell;

    JavaCell(Cell cell) {
        this.cell = cell;
    }

    @Override
    public Cell cell() {
        return cell;
    }

    @BeforeEach
    void start() throws Exception {
        server = ParityServer.start(UnaryOperator.identity());
    }

    @AfterEach
    void stop() {
        for (HubConnection client : clients) {
            assertThat(client.stop().onErrorComplete().blockingAwait(30, TimeUnit.SECONDS))
                    .isTrue();
        }
        server.close();
    }

    boolean polls() {
        return cell == Cell.JAVA_POLLING;
    }

    void onlyOverWebSockets(String why) {
        if (polls()) {
            throw new NotHere(why);
        }
    }

    void onlyByPolling(String why) {
        if (!polls()) {
            throw new NotHere(why);
        }
    }

    HttpHubConnectionBuilder build(String url) {
        return HubConnectionBuilder.create(url)
                .withTransport(polls() ? TransportEnum.LONG_POLLING : TransportEnum.WEBSOCKETS);
    }

    HubConnection connect(String path) {
        return connect(build(server.url(path)).build());
    }

    HubConnection connect(String path, String token) {
        return connect(
                build(server.url(path))
                        .withAccessTokenProvider(Single.just(token))
                        .withHeaders(Map.of("X-Test", "1"))
                        .build());
    }

    HubConnection connect(HubConnection client) {
        clients.add(client);
        assertThat(client.start().blockingAwait(30, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    static <T> T call(HubConnection client, Class<T> type, String method, Object... arguments) {
        return client.invoke(type, method, arguments).timeout(30, TimeUnit.SECONDS).blockingGet();
    }

    static void call(HubConnection client, String method, Object... arguments) {
        assertThat(client.invoke(method, arguments).blockingAwait(30, TimeUnit.SECONDS)).isTrue();
    }

    static List<String> listen(HubConnection client) {
        List<String> told = new CopyOnWriteArrayList<>();
        client.on("said", told::add, String.class);
        return told;
    }
}
