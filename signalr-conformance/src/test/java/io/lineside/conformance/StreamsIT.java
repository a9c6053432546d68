package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams both ways and questions to the client, with Microsoft's own Java client. */
@ParameterizedClass
@EnumSource(names = {"JAVA_SOCKETS", "JAVA_POLLING"})
@Timeout(120)
class StreamsIT extends JavaCell {

    private HubConnection client;

    StreamsIT(Cell cell) {
        super(cell);
    }

    @BeforeEach
    void connect() {
        client = connect("/hub");
    }

    @Test
    @Shows(37)
    void aStreamBringsEveryItemInOrder() {
        int count = polls() ? 200 : 5_000;
        assertThat(client.stream(Integer.class, "Count", count, 0).toList().blockingGet())
                .hasSize(count)
                .isSorted();
        assertThat(client.stream(Integer.class, "CountChannel", 0).toList().blockingGet())
                .isEmpty();
    }

    @Test
    @Shows(37)
    void aStreamThatFailsTellsWhatWasMeantForTheClient() {
        assertThatThrownBy(() -> client.stream(Integer.class, "CountThenFail", 2).blockingLast())
                .hasMessageContaining("HubException: stream broke");
    }

    @Test
    @Shows(38)
    void aStreamThatIsCancelledEndsItsThread() {
        assertThat(client.stream(Integer.class, "Count", 1_000, 20).take(2).toList().blockingGet())
                .containsExactly(0, 1);
        await().atMost(LIMIT)
                .until(() -> client.invoke(String.class, "Echo", "x").blockingGet().equals("x"));
    }

    @Test
    @Shows(39)
    void aStreamIsNoMethodAndAMethodNoStream() {
        assertThatThrownBy(() -> call(client, Integer.class, "Count", 1, 0))
                .hasMessageContaining("Count");
        assertThatThrownBy(() -> client.stream(String.class, "Echo", "x").blockingLast())
                .hasMessageContaining("Echo");
    }

    @Test
    @Shows(40)
    void anUploadIsReadToItsEnd() {
        onlyOverWebSockets("the client posts an upload's items and its end at once, in no order");
        ReplaySubject<Integer> numbers = ReplaySubject.create();
        Single<Integer> sum = client.invoke(Integer.class, "Sum", numbers);
        for (int i = 1; i <= 1_000; i++) {
            numbers.onNext(i);
        }
        numbers.onComplete();
        assertThat(sum.timeout(30, TimeUnit.SECONDS).blockingGet()).isEqualTo(500_500);
    }

    @Test
    @Shows(41)
    void aStreamDoesNotHoldUpACall() {
        AtomicBoolean ended = new AtomicBoolean();
        var stream =
                client.stream(Integer.class, "Count", 40, 50)
                        .doOnComplete(() -> ended.set(true))
                        .subscribe();
        assertThat(call(client, String.class, "Echo", "x")).isEqualTo("x");
        assertThat(ended).isFalse();
        await().atMost(LIMIT).untilTrue(ended);
        assertThat(stream.isDisposed()).isTrue();
    }

    @Test
    @Shows(42)
    void aClientCanBeAskedWhileItWaitsForItsOwnCall() {
        client.onWithResult("twice", number -> Single.just(2 * number), Integer.class);
        assertThat(call(client, Integer.class, "Ask", 21)).isEqualTo(42);
    }

    @Test
    @Shows(42)
    void aClientThatCannotAnswerSaysSo() {
        assertThatThrownBy(() -> call(client, Integer.class, "Ask", 21))
                .hasMessageContaining("invoking 'Ask'");
        client.onWithResult(
                "twice", number -> Single.error(new IllegalStateException("no")), Integer.class);
        assertThatThrownBy(() -> call(client, Integer.class, "Ask", 21))
                .hasMessageContaining("invoking 'Ask'");
    }

    @Test
    @Shows(42)
    void aClientThatLeavesOwesNoAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        client.onWithResult(
                "twice",
                number -> {
                    asked.countDown();
                    return Single.never();
                },
                Integer.class);
        client.invoke(Integer.class, "Ask", 21).onErrorReturnItem(0).subscribe();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        client.stop().onErrorComplete().blockingAwait();
        await().atMost(LIMIT).until(() -> !server.hub.disconnected.isEmpty());
    }
}
