package io.lineside.signalr.delivery;

import io.lineside.signalr.DeferredMessage;
import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.OutboxStats;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ServerMessage;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client as its senders see it: its protocol and its outbox. Safe on any thread. Every {@code
 * deliver…} only puts messages into the outbox; a writer thread writes them ({@link #drain}).
 */
public final class Recipient {

    /** The connection of this client, as far as delivery needs it. */
    public interface Client {

        boolean isEnded();

        /** Whether this client may come back on another socket; then a lost one is no end. */
        boolean mayComeBack();

        /** The socket is gone without a goodbye. */
        void lost(Outlet socket, String why);

        /** Ends the connection at once and without a goodbye; does not wait. */
        void cut(String why);

        /** The last message has been written, after {@link Outbox#finish}. */
        void allWritten();
    }

    /** What a recipient needs of its server. Called on any thread; neither method waits. */
    public interface Owner {

        /** Has the recipient's messages written soon by a writer thread. */
        void ready(Recipient recipient);

        /**
         * Puts what was published to groups into the outboxes: whatever was published before is in
         * them when this returns.
         */
        void settle();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Recipient.class);
    private static final String SLOW = "slow consumer";

    private final HubConnection connection;
    private final String id;
    private final Client client;
    private final Counters counters;
    private final Owner owner;
    private final Outbox outbox;
    private final WriteTimer writes;
    private final int loadedBytes;
    private volatile HubProtocol protocol = HubProtocol.JSON;

    /**
     * @param connection the connection as the hub's code holds it
     * @param nanos as {@link System#nanoTime}
     */
    public Recipient(
            HubConnection connection,
            Client client,
            HubOptions options,
            Counters counters,
            Owner owner,
            LongSupplier nanos) {
        this.connection = connection;
        this.id = connection.id();
        this.client = client;
        this.counters = counters;
        this.owner = owner;
        this.writes = new WriteTimer(nanos);
        this.loadedBytes = options.maxOutboxBytes() / 4;
        this.outbox =
                new Outbox(
                        options.maxOutboxBytes(),
                        counters,
                        () -> owner.ready(this),
                        client::allWritten);
    }

    /** The connection's public id. */
    public String id() {
        return id;
    }

    /** The connection as the hub's code holds it. */
    public HubConnection connection() {
        return connection;
    }

    /** The protocol that the client speaks; JSON until its handshake. */
    public HubProtocol protocol() {
        return protocol;
    }

    /** For the code that begins and ends the connection; all other code delivers. */
    public Outbox outbox() {
        return outbox;
    }

    public WriteTimer writes() {
        return writes;
    }

    /**
     * From here on the client speaks this protocol.
     *
     * @param first leaves before all other messages, with {@link Outbox#begin} or with the next
     *     message that is delivered
     * @param replayBytes how many bytes may be sent and not acknowledged by a client that may come
     *     back; 0 for a client that may not
     */
    public void speak(HubProtocol spoken, Encoded first, int replayBytes) {
        protocol = spoken;
        outbox.speak(spoken, first, replayBytes);
    }

    /** Encodes the message for this client alone and delivers it. */
    public void deliver(ServerMessage message) {
        deliver(protocol.encode(message));
    }

    /** Delivers the message in this client's protocol. */
    void deliver(EncodedMessage message) {
        deliver(message.in(protocol));
    }

    /** Delivers a message behind all that was published before; disconnects a slow client. */
    void deliver(Encoded message) {
        owner.settle();
        answer(message);
    }

    /** As {@link #deliver(Encoded)}, but does not wait for what was published to groups before. */
    public void answer(Encoded message) {
        if (outbox.offer(message) == Outbox.Offer.FULL) {
            tooSlow(SLOW);
        }
    }

    /**
     * Delivers what was published to a group. A slow client is disconnected on a thread of its own,
     * so that the other members do not wait for that.
     */
    void deliverAll(List<Encoded> messages) {
        if (outbox.offerAll(messages) == Outbox.Offer.FULL) {
            Thread.ofVirtual().name("signalr-slow-" + id).start(() -> tooSlow(SLOW));
        }
    }

    /** Delivers a message that is made when the client's socket can be written. */
    void deliverDeferred(String key, DeferredMessage message) {
        owner.settle();
        if (outbox.offerDeferred(key, message) == Outbox.Offer.FULL) {
            tooSlow(SLOW);
        }
    }

    /** Whether so much waits for this client that a stream of results should wait too. */
    public boolean isLoaded() {
        return outbox.stats().waitingBytes() > loadedBytes;
    }

    /** The state of the outbox, with all that was published before. */
    public OutboxStats stats() {
        owner.settle();
        return outbox.stats();
    }

    /**
     * Writes what waits; for one writer thread at a time.
     *
     * @return how many messages left
     */
    int drain() {
        Batch batch = outbox.take(connection);
        Outlet to = batch.to();
        if (batch.messages().isEmpty() || to == null) {
            outbox.idle();
            return 0;
        }
        writes.begin();
        to.write(
                batch,
                new Outlet.WriteDone() {
                    @Override
                    public void succeeded() {
                        writes.end();
                        outbox.written(batch);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        writes.end();
                        unwritten(to, batch, cause);
                    }
                });
        outbox.stuck();
        return batch.messages().size();
    }

    private void unwritten(Outlet to, Batch batch, Throwable cause) {
        String why = "writing failed: " + cause;
        if (client.mayComeBack()) {
            client.lost(to, why);
            outbox.unwritten(batch);
        } else {
            outbox.discard();
            outbox.idle();
            client.cut(why);
        }
    }

    /** Disconnects a client that does not take its messages in time. */
    public void tooSlow(String why) {
        if (!client.isEnded()) {
            counters.slowDisconnects.increment();
            LOG.warn("Disconnecting {}: {}; {}", id, why, outbox.stats());
            client.cut(why);
        }
    }

    /** See {@link Client#cut}. */
    void cut(String why) {
        client.cut(why);
    }

    @Override
    public String toString() {
        return "connection " + id;
    }
}
