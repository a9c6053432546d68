package io.lineside.signalr;

import io.lineside.signalr.Lifecycle.State;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One client from negotiation to its end. Input comes from the transport's thread, one piece at a
 * time; hub code runs on the lane; output leaves through the outbox; the clock's thread looks in
 * once a second.
 */
final class ServerConnection implements HubConnection {

    private static final String WORDS = "Connection closed with an error.";

    /** What a connection needs of its server. */
    interface Owner {
        /** The handshake is done: it can be found and sent to. */
        void opened(ServerConnection connection);

        /** It can be found no more and has left its groups. */
        void ended(ServerConnection connection);

        /** Its hub code has ended as well. */
        void forgotten(ServerConnection connection);

        void ready(ServerConnection connection);

        /** All that was said to groups before is in the outboxes when this returns. */
        void settle();
    }

    static final ServerMessage.Close GOODBYE = new ServerMessage.Close(null, false);
    static final ServerMessage.Close COME_BACK = new ServerMessage.Close(null, true);
    static final ServerMessage.Close FAILED = new ServerMessage.Close(WORDS, false);
    static final ServerMessage.Close FAILED_COME_BACK = new ServerMessage.Close(WORDS, true);

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
    private final Inbox inbox;
    private final Liveness liveness;
    private final Streams streams;
    private final Posts posts = new Posts(this);
    private final LongSupplier nanos;
    private final boolean stateful;

    private final Lifecycle life;
    private volatile HubProtocol protocol = HubProtocol.JSON;

    // The lane's own.
    private boolean greeted;

    ServerConnection(
            String id,
            String token,
            Principal principal,
            boolean stateful,
            HubOptions options,
            HubDispatcher dispatcher,
            Counters counters,
            Owner owner,
            LongSupplier nanos) {
        this.id = id;
        this.token = token;
        this.principal = principal;
        this.stateful = stateful;
        this.options = options;
        this.dispatcher = dispatcher;
        this.counters = counters;
        this.owner = owner;
        this.nanos = nanos;
        this.outbox =
                new Outbox(
                        options.maxOutboxBytes(),
                        counters,
                        () -> owner.ready(this),
                        this::allWritten);
        this.streams = new Streams(id);
        this.lane = new Lane("signalr-hub-" + id, this::resume);
        this.liveness = new Liveness(options, nanos);
        this.life = new Lifecycle(liveness);
        this.inbox = new Inbox(this, options, dispatcher, lane, liveness, streams, nanos);
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

    /** Whether stateful reconnect was agreed on in the negotiation. */
    boolean stateful() {
        return stateful;
    }

    @Override
    public boolean isOpen() {
        return state() == State.OPEN || state() == State.AWAY;
    }

    /** What it speaks; JSON until it has said. */
    HubProtocol protocol() {
        return protocol;
    }

    /** Whether what it says is of interest. */
    boolean listens() {
        return state() == State.HANDSHAKE || state() == State.OPEN;
    }

    @Override
    public OutboxStats outbox() {
        owner.settle();
        return outbox.stats();
    }

    @Override
    public void send(String target, Object... arguments) {
        deliver(new ServerMessage.Invocation(null, target, arguments));
    }

    @Override
    public CompletableFuture<JsonNode> ask(String target, Object... arguments) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        String question = streams.ask(answer);
        if (question == null) {
            answer.completeExceptionally(new HubException("The client cannot be asked now."));
        } else {
            deliver(new ServerMessage.Invocation(question, target, arguments));
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
        close(GOODBYE, why);
    }

    @Override
    public void close(@Nullable String error, boolean mayComeBack) {
        close(new ServerMessage.Close(error, mayComeBack), error);
    }

    @Override
    public String toString() {
        return "connection " + id;
    }

    State state() {
        return life.state();
    }

    /** Claims the connection for one socket; see {@link Lifecycle#reserve}. */
    boolean reserve(HubTransport wanted) {
        return life.reserve(wanted);
    }

    /** How it is connected, or is to be; null while nobody has claimed it. */
    @Nullable HubTransport kind() {
        return life.kind();
    }

    /** The socket is open: its first, or one that takes the place of the last. */
    void attached(Transport to) {
        switch (life.attached(to, () -> outbox.connect(to))) {
            case Lifecycle.Arrival.First() -> {
                inbox.begin(to);
                posts.goOn();
            }
            case Lifecycle.Arrival.Return(Transport old) -> {
                LOG.debug("{} is back", this);
                inbox.returned();
                if (old != null) {
                    old.abort();
                }
            }
            case Lifecycle.Arrival.Unwanted() -> to.abort();
        }
    }

    /**
     * Takes what the client sent, on the transport's thread, in order.
     *
     * @return false when reading must pause until {@link Transport#resume}
     */
    boolean received(Transport from, ByteBuffer data) {
        inbox.feed(from, data);
        return !lane.pauseWhenLoaded();
    }

    Posts posts() {
        return posts;
    }

    /** Whether what is posted would be taken now; {@link Posts#goOn} is called when it may be. */
    boolean takesPosts() {
        return !lane.paused() && inbox.takesPosts();
    }

    /** Takes what is posted, in order; there may be no transport yet. */
    void posted(ByteBuffer data) {
        inbox.posted(data);
        lane.pauseWhenLoaded();
    }

    /** As {@link System#nanoTime}. */
    long now() {
        return nanos.getAsLong();
    }

    /** The client has asked again: it is alive. */
    void polled() {
        liveness.heard();
    }

    /** Encoded for this client alone. */
    void deliver(ServerMessage message) {
        deliver(protocol.encode(message));
    }

    /** In this client's protocol, encoded once for all who speak it. */
    void deliver(EncodedMessage message) {
        deliver(message.in(protocol));
    }

    /**
     * Has the message written when its turn comes; disconnects a client that is too slow for it.
     */
    void deliver(Encoded message) {
        owner.settle();
        answer(message);
    }

    /** As {@link #deliver(Encoded)}, but what was said to groups before may come behind it. */
    void answer(Encoded message) {
        if (outbox.offer(message) == Outbox.Offer.FULL) {
            tooSlow("slow consumer");
        }
    }

    /**
     * As {@link #deliver(Encoded)}, for what has been said to a group. Only puts it into the
     * outbox: disconnecting is left to a thread of its own.
     */
    void deliverAll(List<Encoded> messages) {
        if (outbox.offerAll(messages) == Outbox.Offer.FULL) {
            Thread.ofVirtual().name("signalr-slow-" + id).start(() -> tooSlow("slow consumer"));
        }
    }

    void deliverLate(String key, LateMessage message) {
        owner.settle();
        if (outbox.offerLate(key, message) == Outbox.Offer.FULL) {
            tooSlow("slow consumer");
        }
    }

    void acknowledged(long sequence) {
        outbox.acknowledged(sequence);
    }

    /** Writes what waits, on a writer thread. */
    int drain() {
        Outbox.Batch batch = outbox.take(this);
        Transport to = batch.to();
        if (batch.messages().isEmpty() || to == null) {
            outbox.idle();
            return 0;
        }
        liveness.writing();
        to.write(
                batch,
                new Transport.WriteDone() {
                    @Override
                    public void succeeded() {
                        liveness.wrote();
                        outbox.written(batch);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        liveness.wrote();
                        unwritten(to, batch, cause);
                    }
                });
        outbox.stuck();
        return batch.messages().size();
    }

    private void unwritten(Transport to, Outbox.Batch batch, Throwable cause) {
        if (life.mayComeBack()) {
            lost(to, "writing failed: " + cause);
            outbox.unwritten(batch);
        } else {
            outbox.discard();
            outbox.idle();
            cut("writing failed: " + cause);
        }
    }

    /** Says goodbye in the client's protocol; see {@link #close(Encoded, String)}. */
    void close(ServerMessage.Close goodbye, @Nullable String why) {
        close(protocol.encode(goodbye), why);
    }

    /** Says goodbye behind what waits, then ends; without a socket it just ends. */
    void close(Encoded goodbye, @Nullable String why) {
        owner.settle();
        if (closing(why)) {
            outbox.finish(goodbye);
        }
    }

    /**
     * The socket has to close, by the client's wish or its fault: what waits is dropped. The
     * transport is told to close when no write is under way.
     */
    void closeNow(@Nullable String why) {
        if (closing(why)) {
            outbox.finishNow();
        }
    }

    /** The client says that it leaves; what it said before is still done. */
    void goodbye(@Nullable String why) {
        life.goodbye(why);
    }

    /** Whether there is somebody to say goodbye to, and nobody has begun to. */
    private boolean closing(@Nullable String why) {
        return switch (life.close(why)) {
            case HANDSHAKE, OPEN -> true;
            case WAITING, AWAY -> {
                ended(why);
                yield false;
            }
            case CLOSING, ENDED -> false;
        };
    }

    /** A socket is gone without goodbye; the client may come back on another if that was agreed. */
    void lost(Transport from, @Nullable String why) {
        switch (life.lost(from, outbox::disconnect)) {
            case NONE -> {}
            case AWAY -> LOG.debug("{} is away: {}", this, why);
            case END -> ended(why);
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
        if (!life.end(why)) {
            return;
        }
        outbox.discard();
        streams.end();
        posts.goOn();
        owner.ended(this);
        lane.end(this::farewell);
    }

    /** Once a second: pings and time-outs. */
    void tick() {
        if (transport() instanceof LongPollTransport polling && !polling.tick()) {
            ended("the client did not ask again");
            return;
        }
        long owed = inbox.acknowledge();
        if (owed > 0) {
            outbox.offerFirst(protocol.encode(new ServerMessage.Ack(owed)));
        }
        switch (liveness.judge(state(), lane.paused())) {
            case FINE -> {}
            case PING -> ping();
            case NEVER_CAME -> overdue(State.WAITING, "no socket came after negotiation");
            case STAYS_AWAY -> overdue(State.AWAY, "the client did not come back");
            case NO_HANDSHAKE -> close(Handshake.refused(Handshake.TOO_LATE), "no handshake");
            case SILENT -> close(FAILED_COME_BACK, "client timed out");
            case STUCK -> tooSlow("a write did not end in " + options.writeTimeout());
            case WILL_NOT_CLOSE -> cut("did not close in time");
        }
    }

    /**
     * A polling client needs none: that its poll ends in time shows it that the server is there.
     */
    private void ping() {
        if (!(transport() instanceof LongPollTransport)) {
            outbox.offerIfIdle(protocol.ping());
        }
    }

    /** Ends what is still without a socket; one may have come since the clock was looked at. */
    void overdue(State still, String why) {
        if (life.closeIf(still, why)) {
            ended(why);
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

    /**
     * The client has said what it speaks.
     *
     * @param newest whether it speaks the version that can come back on another socket
     * @return whether it may
     */
    boolean open(HubProtocol spoken, boolean newest) {
        boolean comesBack = stateful && newest && transport() instanceof WebSocketTransport;
        boolean opened =
                life.open(
                        comesBack,
                        () -> {
                            protocol = spoken;
                            Replay replay = comesBack ? new Replay(options.replayBytes()) : null;
                            outbox.speak(spoken, Handshake.ACCEPTED.as(spoken), replay);
                        },
                        () -> {
                            // A client that has its answer can be found by everybody.
                            owner.opened(this);
                            lane.submit(this::greet);
                        });
        if (opened) {
            outbox.begin();
        }
        return opened && comesBack;
    }

    private void greet() {
        greeted = true;
        try {
            dispatcher.hub().onConnected(this);
        } catch (Throwable e) {
            LOG.warn("onConnected failed for {}", id, e);
            close(FAILED, "onConnected failed: " + e);
        }
    }

    private void farewell() {
        try {
            if (greeted) {
                dispatcher.hub().onDisconnected(this, life.reason());
            }
        } catch (Throwable e) {
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
        return life.transport();
    }
}
