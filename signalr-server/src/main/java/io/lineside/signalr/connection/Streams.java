package io.lineside.signalr.connection;

import io.lineside.signalr.HubException;
import io.lineside.signalr.protocol.ClientMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What lasts longer than one message of a connection: the streams that its client is sent, the
 * streams that the client sends (uploads), and the questions that the client has not answered. Safe
 * on any thread. Bounded: a client has at most {@link #MOST} of each. The hub's code that depends
 * on an answer may block, so it runs on a virtual thread of its own, {@code signalr-answer-…}.
 */
final class Streams {

    static final int MOST = 100;

    private final String owner;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final Map<String, QueuedUpload> uploads = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();
    private volatile boolean ended;
    private volatile boolean questionsEnded;

    /**
     * @param owner the connection's id
     */
    Streams(String owner) {
        this.owner = owner;
    }

    /** Enters a stream that the client is sent; false when its id is in use or too many run. */
    boolean begin(String id, Thread thread) {
        if (ended || running.size() >= MOST || running.putIfAbsent(id, thread) != null) {
            return false;
        }
        if (ended) {
            thread.interrupt();
        }
        return true;
    }

    /** A stream that the client is sent has ended. */
    void finished(String id) {
        running.remove(id);
    }

    /** The client wants no more of this stream; false when it does not run. */
    boolean cancel(String id) {
        Thread thread = running.get(id);
        if (thread != null) {
            thread.interrupt();
        }
        return thread != null;
    }

    /** Enters the uploads of an invocation; null when an id is in use or too many are open. */
    @Nullable List<QueuedUpload> expect(List<String> ids) {
        if (ended
                || uploads.size() + ids.size() > MOST
                || ids.stream().anyMatch(uploads::containsKey)) {
            return null;
        }
        List<QueuedUpload> entered =
                ids.stream()
                        .map(id -> uploads.computeIfAbsent(id, any -> new QueuedUpload()))
                        .toList();
        if (ended) {
            entered.forEach(QueuedUpload::cut);
        }
        return entered;
    }

    /** The invocation that read these uploads has ended. */
    void unexpect(List<String> ids) {
        for (String id : ids) {
            QueuedUpload upload = uploads.remove(id);
            if (upload != null) {
                upload.abandon();
            }
        }
    }

    @Nullable QueuedUpload upload(String id) {
        return uploads.get(id);
    }

    /**
     * Enters a question to the client; the answer will complete the future.
     *
     * @return the question's id; null when too many questions wait or the client sends no more
     */
    @Nullable String ask(CompletableFuture<JsonNode> answer) {
        if (questionsEnded || asked.size() >= MOST) {
            return null;
        }
        String id = "s" + questions.incrementAndGet();
        asked.put(id, answer);
        if (questionsEnded) {
            CompletableFuture<JsonNode> unused = asked.remove(id);
            return null;
        }
        return id;
    }

    /** The client has answered a question; false when this was none. */
    boolean answered(ClientMessage.Completion message) {
        CompletableFuture<JsonNode> answer = asked.remove(message.id());
        if (answer == null) {
            return false;
        }
        String error = message.error();
        complete(
                error == null
                        ? () -> answer.complete(message.result())
                        : () -> answer.completeExceptionally(new HubException(error)));
        return true;
    }

    private void complete(Runnable completion) {
        Thread.ofVirtual().name("signalr-answer-" + owner).start(completion);
    }

    /** No more messages of the client will be taken: all questions fail. */
    void endQuestions() {
        questionsEnded = true;
        asked.values()
                .forEach(
                        answer ->
                                complete(
                                        () ->
                                                answer.completeExceptionally(
                                                        new HubException(
                                                                "The connection was closed."))));
        asked.clear();
    }

    /** The connection has ended. */
    void end() {
        ended = true;
        running.values().forEach(Thread::interrupt);
        uploads.values().forEach(QueuedUpload::cut);
        endQuestions();
    }
}
