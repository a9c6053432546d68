package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.signalr.HubException;
import io.lineside.signalr.Upload;
import io.lineside.signalr.protocol.ClientMessage;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** Code that depends on a client's answer runs on a thread that may wait, not on the reader's. */
@Timeout(20)
class StreamsTest {

    private final Streams streams = new Streams("one");
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private final CompletableFuture<Thread> ranOn = new CompletableFuture<>();

    @Test
    void whatFollowsAnAnswerRunsOnAVirtualThread() throws Exception {
        String question = asked();

        boolean known =
                streams.answered(new ClientMessage.Completion(question, null, IntNode.valueOf(7)));

        assertThat(known).isTrue();
        assertRanOnAVirtualThread();
        assertThat(answer.get()).isEqualTo(IntNode.valueOf(7));
    }

    @Test
    void whatFollowsARefusalRunsOnAVirtualThread() throws Exception {
        String question = asked();

        boolean known =
                streams.answered(new ClientMessage.Completion(question, "no", IntNode.valueOf(0)));

        assertThat(known).isTrue();
        assertRanOnAVirtualThread();
        assertThat(answer.exceptionNow()).isInstanceOf(HubException.class).hasMessage("no");
    }

    @Test
    void whatFollowsTheEndOfTheConnectionRunsOnAVirtualThread() throws Exception {
        asked();

        streams.end();

        assertRanOnAVirtualThread();
        assertThat(answer.exceptionNow()).isInstanceOf(HubException.class);
    }

    @Test
    void anUploadThatIsEnteredJustWhenTheConnectionEndsIsNotWaitedFor() {
        AtomicInteger looks = new AtomicInteger();
        List<String> ids =
                new AbstractList<>() {
                    @Override
                    public String get(int index) {
                        if (looks.getAndIncrement() == 1) {
                            streams.end();
                        }
                        return "1";
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };

        Upload upload = Objects.requireNonNull(streams.expect(ids)).getFirst();

        assertThatThrownBy(upload::next).isInstanceOf(HubException.class);
    }

    private String asked() {
        String question = Objects.requireNonNull(streams.ask(answer));
        CompletableFuture<JsonNode> unused =
                answer.whenComplete((result, failure) -> ranOn.complete(Thread.currentThread()));
        return question;
    }

    private void assertRanOnAVirtualThread() throws Exception {
        Thread thread = ranOn.get(10, TimeUnit.SECONDS);
        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("signalr-answer-one");
    }
}
