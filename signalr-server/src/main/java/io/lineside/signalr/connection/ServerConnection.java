package io.lineside.signalr.connection;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.Lifecycle.State;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.delivery.Outbox;
import io.lineside.signalr.delivery.Outlet;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.Handshake;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ServerMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client from its negotiation to its end. Safe on any thread. What the client sends comes on
 * its transport's thread, one piece at a time, and goes through the {@link Inbox}; hub code runs on
 * the {@link Lane}; what the client is sent goes through its {@link Recipient}; the clock's thread
 * calls {@link #tick} once a second.
 *
 * <p>This file has more than 300 lines because every event in the life of a connection passes
 * through it: which part is called first, and what is done in between, has to be read in one place.
 */
public final class ServerConnection implements Recipient.Client {

    /**
     * How long a negotiated connection may be without a socket before it is removed. Source: the
     * disconnect timeout of ASP.NET Core.
     */
    public static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final Negotiated negotiated;
    private final HubOptions options;
    private final ConnectionOwner owner;
    private final LongSupplier nanos;
    private final HubSession session;
    private final Recipient recipient;
    private final Outbox outbox;
    private final Liveness liveness;
    private final Lifecycle life;
    private final Lane lane;
    private final Streams streams;
    private final Inbox inbox;
    private final Posts posts;
    private final Heartbeat heartbeat;

    /**
     * @param nanos as {@link System#nanoTime}
     */
    public ServerConnection(
            Negotiated negotiated,
            HubOptions options,
            HubDispatcher dispatcher,
            Counters counters,
            ConnectionOwner owner,
            LongSupplier nanos) {
        this.negotiated = negotiated;
        this.options = options;
        this.owner = owner;
        this.nanos = nanos;
        this.session = new HubSession(this, dispatcher.hub());
        this.recipient = new Recipient(session, this, options, counters, owner, nanos);
        this.outbox = recipient.outbox();
        this.liveness = new Liveness(options, recipient.writes(), nanos);
        this.life = new Lifecycle(liveness);
        this.lane = new Lane("signalr-hub-" + id(), this::resume);
        this.streams = new Streams(id());
        this.inbox = new Inbox(this, options, dispatcher, lane, liveness, streams, nanos);
        this.posts = new Posts(this, inbox);
        this.heartbeat = new Heartbeat(this, options, inbox, lane, liveness);
    }

    public Negotiated negotiated() {
        return negotiated;
    }

    /** The public id. */
    public String id() {
        return negotiated.id();
    }

    /** This client as its senders see it. */
    public Recipient recipient() {
        return recipient;
    }

    /** The connection as the hub's code holds it. */
    HubSession session() {
        return session;
    }

    /** The requests by which a client without a WebSocket sends. */
    public Posts posts() {
        return posts;
    }

    Inbox inbox() {
        return inbox;
    }

    Streams streams() {
        return streams;
    }

    @Override
    public String toString() {
        return "connection " + id();
    }

    State state() {
        return life.state();
    }

    @Override
    public boolean isEnded() {
        return state() == State.ENDED;
    }

    /** Whether the client has lost its socket and may come back on another. */
    public boolean isAway() {
        return state() == State.AWAY;
    }

    /** How the client is connected; null while it is not. */
    public @Nullable Transport transport() {
        return life.transport();
    }

    /** How the client is or will be connected; null while no socket has claimed the connection. */
    public @Nullable HubTransport kind() {
        return life.kind();
    }

    /** Claims the connection for a socket; see {@link Lifecycle#reserve}. */
    public boolean reserve(HubTransport wanted) {
        return life.reserve(wanted);
    }

    @Override
    public boolean mayComeBack() {
        return life.mayComeBack();
    }

    /** As {@link System#nanoTime}. */
    public long now() {
        return nanos.getAsLong();
    }

    /** A socket is open: the first one, or one that takes the place of the one before. */
    public void attached(Transport to) {
        switch (life.attached(to, () -> outbox.connect(to))) {
            case Lifecycle.Arrival.First() -> {
                inbox.begin(to);
                posts.resume();
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
     * Takes what the client has sent, on the transport's thread, in order.
     *
     * @return false when reading must pause until {@link Transport#resume}
     */
    public boolean received(Transport from, ByteBuffer data) {
        inbox.feed(from, data);
        return !lane.pauseWhenLoaded();
    }

    private void resume() {
        Transport to = transport();
        if (to != null) {
            liveness.received();
            to.resume();
        }
    }

    /** The client has polled, which shows that it is there. */
    public void polled() {
        liveness.received();
    }

    /**
     * The client has done its handshake.
     *
     * @param newest whether it speaks the version in which a client may come back on another socket
     * @return whether it may do so
     */
    boolean open(HubProtocol spoken, boolean newest) {
        Transport to = transport();
        boolean webSocket = to != null && to.kind() == HubTransport.WEB_SOCKETS;
        boolean comesBack = negotiated.stateful() && newest && webSocket;
        boolean opened =
                life.open(
                        comesBack,
                        () ->
                                recipient.speak(
                                        spoken,
                                        Handshake.ACCEPTED.as(spoken),
                                        comesBack ? options.replayBytes() : 0),
                        () -> {
                            // A client that has its answer can be found by every thread.
                            owner.opened(this);
                            lane.submit(session::begin);
                        });
        if (opened) {
            outbox.begin();
        }
        return opened && comesBack;
    }

    /** Once a second: pings and time-outs. */
    void tick() {
        heartbeat.tick();
    }

    /** Closes the connection with this message; see {@link #close(Encoded, String)}. */
    public void close(ServerMessage.Close last, @Nullable String why) {
        close(recipient.protocol().encode(last), why);
    }

    /**
     * Ends the connection when what waits has been written, with this message as the last; without
     * a socket it ends at once.
     */
    void close(Encoded last, @Nullable String why) {
        owner.settle();
        if (closing(why)) {
            outbox.finish(last);
        }
    }

    /**
     * Ends the connection because the client wants its socket closed, or has broken its rules. What
     * waits is dropped; the transport closes when no write is under way.
     */
    public void closeNow(@Nullable String why) {
        if (closing(why)) {
            outbox.finishNow();
        }
    }

    /** Whether the client is there to be sent a last message, and closing has only now begun. */
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

    /** The client has announced that it leaves; what it sent before is still done. */
    void announceEnd(@Nullable String why) {
        life.goodbye(why);
    }

    @Override
    public void allWritten() {
        Objects.requireNonNull(transport(), "written without a transport").close();
    }

    /** The client may come back on another socket if that was agreed on; else this is the end. */
    @Override
    public void lost(Outlet socket, @Nullable String why) {
        switch (life.lost(socket, outbox::disconnect)) {
            case NONE -> {}
            case AWAY -> LOG.debug("{} is away: {}", this, why);
            case END -> ended(why);
        }
    }

    /** The socket is closed on a thread of its own. */
    @Override
    public void cut(String why) {
        Transport to = transport();
        ended(why);
        if (to != null) {
            Thread.ofVirtual().name("signalr-cut-" + id()).start(to::abort);
        }
    }

    /** The socket is gone for good, or there never was one. Only the first call counts. */
    public void ended(@Nullable String why) {
        if (!life.end(why)) {
            return;
        }
        outbox.discard();
        streams.end();
        posts.resume();
        owner.ended(this);
        lane.end(() -> session.end(life.reason(), owner));
    }

    /** Ends a connection that is still without a socket; one may have come meanwhile. */
    void overdue(State still, String why) {
        if (life.closeIf(still, why)) {
            ended(why);
        }
    }
}
