package io.lineside.signalr;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What of a connection lasts longer than one message: streams it is sent, streams it sends, and
 * what it was asked. Safe on any thread. Bounded: a client has at most {@link #MOST} of each. What
 * follows an answer is the hub's code and may block, so it runs on a virtual thread of its own,
 * {@code signalr-answer-…}.
 */
final class Streams {

    static final int MOST = 100;

    private final String owner;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
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

    /** Enters a stream; false when the id is in use or too many run. */
    boolean begin(String id, Thread thread) {
        if (ended || running.size() >= MOST || running.putIfAbsent(id, thread) != null) {
            return false;
        }
        if (ended) {
            thread.interrupt();
        }
        return true;
    }

    /** The stream has ended by itself. */
    void finished(String id) {
        running.remove(id);
    }

    /** The client wants no more of it; false when it does not run. */
    boolean cancel(String id) {
        Thread thread = running.get(id);
        if (thread != null) {
            thread.interrupt();
        }
        return thread != null;
    }

    /** Enters the uploads of a call; null when an id is in use or too many are open. */
    @Nullable List<Upload> expect(List<String> ids) {
        if (ended
                || uploads.size() + ids.size() > MOST
                || ids.stream().anyMatch(uploads::containsKey)) {
            return null;
        }
        List<Upload> entered =
                ids.stream().map(id -> uploads.computeIfAbsent(id, any -> new Upload())).toList();
        if (ended) {
            entered.forEach(Upload::cut);
        }
        return entered;
    }

    /** The call that read them has ended. */
    void unexpect(List<String> ids) {
        for (String id : ids) {
            Upload upload = uploads.remove(id);
            if (upload != null) {
                upload.abandon();
            }
        }
    }

    @Nullable Upload upload(String id) {
        return uploads.get(id);
    }

    /**
     * Enters a question to the client; the answer completes the future. Null when too many wait.
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

    /** The client has answered; false when it was not asked. */
    boolean answered(HubMessage.Completion completion) {
        CompletableFuture<JsonNode> answer = asked.remove(completion.id());
        if (answer == null) {
            return false;
        }
        String error = completion.error();
        tell(
                error == null
                        ? () -> answer.complete(completion.result())
                        : () -> answer.completeExceptionally(new HubException(error)));
        return true;
    }

    private void tell(Runnable answer) {
        Thread.ofVirtual().name("signalr-answer-" + owner).start(answer);
    }

    /** The client will not be heard any more: nobody is to wait for its answers. */
    void endQuestions() {
        questionsEnded = true;
        asked.values()
                .forEach(
                        answer ->
                                tell(
                                        () ->
                                                answer.completeExceptionally(
                                                        new HubException(
                                                                "The connection was closed."))));
        asked.clear();
    }

    /** The connection is gone. */
    void end() {
        ended = true;
        running.values().forEach(Thread::interrupt);
        uploads.values().forEach(Upload::cut);
        endQuestions();
    }
}
