package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One client from negotiation to its end. Input comes from the transport's thread, one piece at a
 * time; hub code runs on the lane; output leaves through the outbox; the clock's thread looks in
 * once a second. The state goes forward only.
 */
final class ServerConnection implements HubConnection {

    enum State {
        /** Negotiated, or about to be upgraded; no socket yet. */
        WAITING,
        /** A socket, no handshake yet. */
        HANDSHAKE,
        OPEN,
        /** What waits goes out, then the end. */
        CLOSING,
        ENDED
    }

    /** What a connection needs of its server. */
    interface Owner {
        /** The handshake is done: it can be found and sent to. */
        void opened(ServerConnection connection);

        /** It can be found no more and has left its groups. */
        void ended(ServerConnection connection);

        /** Its hub code has ended as well. */
        void forgotten(ServerConnection connection);

        void ready(ServerConnection connection);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final String id;
    private final String token;
    private final Principal principal;
    private final HubOptions options;
    private final HubDispatcher dispatcher;
    private final Counters counters;
    private final Owner owner;
    private final Outbox outbox;
    private final Lane lane;
    private final RecordSplitter splitter;
    private final Liveness liveness;
    private final Streams streams = new Streams();
    private final Queue<Runnable> posts = new ConcurrentLinkedQueue<>();

    private final Object lock = new Object();
    private State state = State.WAITING;
    private boolean reserved;
    private @Nullable Transport transport;
    private @Nullable String reason;

    // The lane's own.
    private boolean greeted;

    ServerConnection(
            String id,
            String token,
            Principal principal,
            HubOptions options,
            HubDispatcher dispatcher,
            Counters counters,
            Owner owner,
            LongSupplier nanos) {
        this.id = id;
        this.token = token;
        this.principal = principal;
        this.options = options;
        this.dispatcher = dispatcher;
        this.counters = counters;
        this.owner = owner;
        this.outbox =
                new Outbox(
                        options.maxOutboxBytes(),
                        counters,
                        () -> owner.ready(this),
                        this::allWritten);
        this.lane = new Lane("signalr-hub-" + id, this::resume);
        this.splitter = new RecordSplitter(options.maxMessageBytes());
        this.liveness = new Liveness(options, nanos);
    }

    @Override
    public String id() {
        return id;
    }

    /** The secret under which the client comes back; never logged. */
    String token() {
        return token;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public boolean isOpen() {
        return state() == State.OPEN;
    }

    @Override
    public OutboxStats outbox() {
        return outbox.stats();
    }

    @Override
    public void send(String target, Object... arguments) {
        deliver(JsonProtocol.invocation(target, arguments));
    }

    @Override
    public CompletableFuture<JsonNode> ask(String target, Object... arguments) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        String question = streams.ask(answer);
        if (question == null) {
            answer.completeExceptionally(new HubException("The client cannot be asked now."));
        } else {
            deliver(JsonProtocol.question(question, target, arguments));
        }
        return answer;
    }

    Streams streams() {
        return streams;
    }

    /** Whether so much waits for this client that a stream had better wait too. */
    boolean isLoaded() {
        return outbox.stats().waitingBytes() > options.maxOutboxBytes() / 4;
    }

    @Override
    public void abort(String why) {
        close(JsonProtocol.CLOSE, why);
    }

    @Override
    public String toString() {
        return "connection " + id;
    }

    State state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Claims the connection for one socket; false when another has it. */
    boolean reserve() {
        synchronized (lock) {
            boolean free = state == State.WAITING && !reserved;
            reserved = true;
            return free;
        }
    }

    /** The socket is open. */
    void attached(Transport to) {
        boolean tooLate;
        synchronized (lock) {
            transport = to;
            tooLate = state != State.WAITING;
            if (!tooLate) {
                state = State.HANDSHAKE;
                liveness.entered();
            }
        }
        if (tooLate) {
            to.abort();
        }
    }

    /**
     * Takes what the client sent, on the transport's thread, in order.
     *
     * @return false when reading must pause until {@link Transport#resume}
     */
    boolean received(ByteBuffer data) {
        State now = state();
        if (now != State.HANDSHAKE && now != State.OPEN) {
            data.position(data.limit());
            return true;
        }
        liveness.heard();
        try {
            splitter.feed(data, this::record);
        } catch (ProtocolException e) {
            data.position(data.limit());
            broken(e);
        }
        return !lane.pauseWhenLoaded();
    }

    /** Takes one POST; POSTs may come at the same time, and the splitter is for one thread. */
    synchronized boolean receivedByPost(ByteBuffer data) {
        return received(data);
    }

    /** Runs it when reading may go on; at once when it may already. */
    void whenPostsMayGoOn(Runnable answer) {
        posts.add(answer);
        if (!lane.paused()) {
            postsMayGoOn();
        }
    }

    void postsMayGoOn() {
        for (Runnable answer = posts.poll(); answer != null; answer = posts.poll()) {
            answer.run();
        }
    }

    /** The client has asked again: it is alive. */
    void polled() {
        liveness.heard();
    }

    /**
     * Has the message written when its turn comes; disconnects a client that is too slow for it.
     */
    void deliver(byte[] message) {
        if (outbox.offer(message) == Outbox.Offer.FULL) {
            tooSlow("slow consumer");
        }
    }

    void deliverLate(String key, LateMessage message) {
        if (outbox.offerLate(key, message) == Outbox.Offer.FULL) {
            tooSlow("slow consumer");
        }
    }

    /** Writes what waits, on a writer thread. */
    void drain() {
        Transport to = transport();
        Outbox.Batch batch = outbox.take(this);
        if (batch.messages().isEmpty() || to == null) {
            outbox.idle();
            return;
        }
        liveness.writing();
        to.write(
                batch.messages(),
                batch.bytes(),
                new Transport.WriteDone() {
                    @Override
                    public void succeeded() {
                        liveness.wrote();
                        outbox.written(batch);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        liveness.wrote();
                        outbox.discard();
                        outbox.idle();
                        cut("writing failed: " + cause);
                    }
                });
    }

    /** Says goodbye behind what waits, then ends; before the handshake it just ends. */
    void close(byte[] goodbye, @Nullable String why) {
        State was;
        synchronized (lock) {
            was = state;
            if (was == State.CLOSING || was == State.ENDED) {
                return;
            }
            reason = why;
            state = State.CLOSING;
            liveness.entered();
        }
        if (was == State.WAITING) {
            ended(why);
        } else {
            outbox.finish(goodbye);
        }
    }

    /**
     * Ends the connection at once, without a goodbye. Never waits: the socket is closed on a thread
     * of its own.
     */
    void cut(String why) {
        Transport to = transport();
        ended(why);
        if (to != null) {
            Thread.ofVirtual().name("signalr-cut-" + id).start(to::abort);
        }
    }

    /** The socket is gone, or there never was one. Only the first call counts. */
    void ended(@Nullable String why) {
        synchronized (lock) {
            if (state == State.ENDED) {
                return;
            }
            if (state != State.CLOSING) {
                reason = why;
            }
            state = State.ENDED;
        }
        outbox.discard();
        streams.end();
        postsMayGoOn();
        owner.ended(this);
        lane.end(this::farewell);
    }

    /** Once a second: pings and time-outs. */
    void tick() {
        switch (liveness.judge(state(), lane.paused())) {
            case FINE -> {}
            case PING -> outbox.offerIfIdle(JsonProtocol.PING);
            case NEVER_CAME -> ended("no socket came after negotiation");
            case NO_HANDSHAKE -> close(Handshake.refused(Handshake.TOO_LATE), "no handshake");
            case SILENT -> close(JsonProtocol.CLOSE_ERROR_RECONNECT, "client timed out");
            case STUCK -> tooSlow("a write did not end in " + options.writeTimeout());
            case WILL_NOT_CLOSE -> cut("did not close in time");
        }
    }

    private void tooSlow(String why) {
        State was = state();
        if (was != State.ENDED) {
            counters.slowDisconnects.increment();
            LOG.warn("Disconnecting {}: {}; {}", id, why, outbox.stats());
            cut(why);
        }
    }

    private void record(byte[] record) throws ProtocolException {
        switch (state()) {
            case HANDSHAKE -> handshake(record);
            case OPEN -> message(JsonProtocol.parse(record));
            case WAITING, CLOSING, ENDED -> {}
        }
    }

    private void handshake(byte[] record) {
        String refusal = Handshake.refusal(record);
        if (refusal != null) {
            close(Handshake.refused(refusal), "handshake refused: " + refusal);
            return;
        }
        synchronized (lock) {
            if (state != State.HANDSHAKE) {
                return;
            }
            outbox.offer(Handshake.ACCEPTED);
            state = State.OPEN;
            liveness.entered();
            owner.opened(this);
            lane.submit(this::greet);
        }
    }

    private void message(HubMessage message) {
        switch (message) {
            case HubMessage.Invocation call -> call(call);
            case HubMessage.StreamItem(String of, JsonNode item) ->
                    lane.submit(() -> uploaded(of, upload -> upload.item(item)));
            case HubMessage.Completion completion -> {
                // An answer must not wait behind the call that waits for it.
                if (!streams.answered(completion)) {
                    lane.submit(
                            () ->
                                    uploaded(
                                            completion.id(),
                                            upload -> upload.end(completion.error())));
                }
            }
            case HubMessage.Cancel(String stream) -> streams.cancel(stream);
            case HubMessage.Ping() -> liveness.pinged();
            case HubMessage.Close(String error) ->
                    lane.submit(
                            () ->
                                    close(
                                            JsonProtocol.CLOSE,
                                            error == null ? null : "client closed: " + error));
            case HubMessage.Ignored(int type) ->
                    LOG.debug("{} sent a message of type {}, ignored", id, type);
        }
    }

    private void call(HubMessage.Invocation call) {
        // Uploads are expected from here on: their items come right behind.
        List<Upload> uploads =
                call.uploads().isEmpty() ? List.of() : streams.expect(call.uploads());
        lane.submit(() -> dispatcher.invoke(this, call, uploads));
    }

    private void uploaded(String id, Consumer<Upload> event) {
        Upload upload = streams.upload(id);
        if (upload != null) {
            event.accept(upload);
        }
    }

    private void broken(ProtocolException e) {
        String why = "protocol error: " + e.getMessage();
        LOG.debug("{}: {}", id, why);
        if (state() == State.HANDSHAKE) {
            close(Handshake.refused(Handshake.FAILED), why);
        } else {
            // Behind the calls that came before it, whose answers still go out.
            lane.submit(() -> close(JsonProtocol.CLOSE_ERROR_RECONNECT, why));
        }
    }

    private void greet() {
        greeted = true;
        try {
            dispatcher.hub().onConnected(this);
        } catch (RuntimeException e) {
            LOG.warn("onConnected failed for {}", id, e);
            close(JsonProtocol.CLOSE_ERROR, "onConnected failed: " + e);
        }
    }

    private void farewell() {
        try {
            if (greeted) {
                String why;
                synchronized (lock) {
                    why = reason;
                }
                dispatcher.hub().onDisconnected(this, why);
            }
        } catch (RuntimeException e) {
            LOG.warn("onDisconnected failed for {}", id, e);
        } finally {
            owner.forgotten(this);
        }
    }

    private void allWritten() {
        Objects.requireNonNull(transport(), "written without a transport").close();
    }

    private void resume() {
        Transport to = transport();
        if (to != null) {
            liveness.heard();
            to.resume();
        }
    }

    /** How it is connected; null while it is not. */
    @Nullable Transport transport() {
        synchronized (lock) {
            return transport;
        }
    }
}
