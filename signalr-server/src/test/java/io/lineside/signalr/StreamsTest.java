package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** What waits for a client's answer runs on a thread that may wait, never on the reading one. */
@Timeout(20)
class StreamsTest {

    private final Streams streams = new Streams("one");
    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    private final CompletableFuture<Thread> ranOn = new CompletableFuture<>();

    @Test
    void whatFollowsAnAnswerRunsOnAVirtualThread() throws Exception {
        String question = asked();

        boolean known =
                streams.answered(new HubMessage.Completion(question, null, IntNode.valueOf(7)));

        assertThat(known).isTrue();
        assertRanOnAVirtualThread();
        assertThat(answer.get()).isEqualTo(IntNode.valueOf(7));
    }

    @Test
    void whatFollowsARefusalRunsOnAVirtualThread() throws Exception {
        String question = asked();

        boolean known =
                streams.answered(new HubMessage.Completion(question, "no", IntNode.valueOf(0)));

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
