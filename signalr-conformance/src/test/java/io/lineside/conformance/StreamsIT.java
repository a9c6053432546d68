package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams both ways and questions to the client, with Microsoft's own Java client. */
class StreamsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ParityServer server;
    private HubConnection client;

    @BeforeEach
    void connect() throws Exception {
        server = ParityServer.start(UnaryOperator.identity());
        client =
                HubConnectionBuilder.create("http://127.0.0.1:" + server.port() + "/hub")
                        .withTransport(TransportEnum.WEBSOCKETS)
                        .build();
        assertThat(client.start().blockingAwait(30, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void stop() {
        client.stop().onErrorComplete().blockingAwait();
        server.close();
    }

    @Test
    void byLongPollingItIsTheSame() {
        HubConnection polling =
                HubConnectionBuilder.create("http://127.0.0.1:" + server.port() + "/hub")
                        .withTransport(TransportEnum.LONG_POLLING)
                        .build();
        assertThat(polling.start().blockingAwait(30, TimeUnit.SECONDS)).isTrue();
        assertThat(polling.stream(Integer.class, "Count", 200, 0).toList().blockingGet())
                .hasSize(200)
                .isSorted();
        polling.onWithResult("twice", number -> Single.just(2 * number), Integer.class);
        assertThat(
                        polling.invoke(Integer.class, "Ask", 21)
                                .timeout(30, TimeUnit.SECONDS)
                                .blockingGet())
                .isEqualTo(42);
        polling.stop().onErrorComplete().blockingAwait();
        await().atMost(LIMIT).until(() -> server.hub.disconnected.contains("goodbye"));
    }

    @Test
    void aStreamBringsEveryItemInOrder() {
        assertThat(client.stream(Integer.class, "Count", 5_000, 0).toList().blockingGet())
                .hasSize(5_000)
                .isSorted();
    }

    @Test
    void aStreamThatFailsTellsWhatWasMeantForTheClient() {
        assertThatThrownBy(() -> client.stream(Integer.class, "CountThenFail", 2).blockingLast())
                .hasMessageContaining("HubException: stream broke");
    }

    @Test
    void aStreamThatIsCancelledEndsItsThread() {
        assertThat(client.stream(Integer.class, "Count", 1_000, 20).take(2).toList().blockingGet())
                .containsExactly(0, 1);
        await().atMost(LIMIT)
                .until(() -> client.invoke(String.class, "Echo", "x").blockingGet().equals("x"));
    }

    @Test
    void anUploadIsReadToItsEnd() {
        ReplaySubject<Integer> numbers = ReplaySubject.create();
        Single<Integer> sum = client.invoke(Integer.class, "Sum", numbers);
        for (int i = 1; i <= 1_000; i++) {
            numbers.onNext(i);
        }
        numbers.onComplete();
        assertThat(sum.timeout(30, TimeUnit.SECONDS).blockingGet()).isEqualTo(500_500);
    }

    @Test
    void aClientCanBeAskedWhileItWaitsForItsOwnCall() {
        client.onWithResult("twice", number -> Single.just(2 * number), Integer.class);
        assertThat(
                        client.invoke(Integer.class, "Ask", 21)
                                .timeout(30, TimeUnit.SECONDS)
                                .blockingGet())
                .isEqualTo(42);
    }

    @Test
    void aClientThatLeavesOwesNoAnswer() {
        client.onWithResult("twice", number -> Single.never(), Integer.class);
        Single<Integer> asked = client.invoke(Integer.class, "Ask", 21);
        asked.onErrorReturnItem(0).subscribe();
        client.stop().onErrorComplete().blockingAwait();
        await().atMost(LIMIT).until(() -> !server.hub.disconnected.isEmpty());
    }
}
