package io.lineside.signalr.delivery;

import io.lineside.signalr.Broadcaster;
import java.util.stream.LongStream;

/**
 * All that one server delivers: the recipients that are open, what was published to their groups,
 * and the threads that write. Safe on any thread.
 */
public final class Delivery implements AutoCloseable {

    private final Recipients recipients = new Recipients();
    private final Spool spool;
    private final Writers writers;
    private final Fanout fanout;

    /** Starts the writer threads, which run until {@link #close}. */
    public Delivery(Counters counters) {
        this.spool = new Spool(this::wakeWriter);
        this.writers = new Writers(spool::settle);
        this.fanout = new Fanout(recipients, spool, counters);
        counters.gauge("signalr.connections", () -> recipients.open().size());
        counters.gauge("signalr.groups", recipients.groups()::size);
        counters.gauge("signalr.outbox.bytes", () -> waiting().sum());
        counters.gauge("signalr.outbox.bytes.most", () -> waiting().max().orElse(0));
    }

    private void wakeWriter() {
        writers.wake();
    }

    public Broadcaster broadcaster() {
        return fanout;
    }

    /** The recipient's handshake is done: from now on it can be reached. */
    public void opened(Recipient recipient) {
        recipients.opened(recipient);
    }

    /** The recipient's connection has ended: it cannot be reached and is in no group any more. */
    public void ended(Recipient recipient) {
        recipients.ended(recipient);
    }

    /** See {@link Recipient.Owner#ready}. */
    public void ready(Recipient recipient) {
        writers.ready(recipient);
    }

    /** See {@link Recipient.Owner#settle}. */
    public void settle() {
        spool.settle();
    }

    /** Ends the writer threads when they have written what waits now. */
    @Override
    public void close() {
        writers.close();
    }

    /** What waits for each client, in bytes. */
    private LongStream waiting() {
        return recipients.open().stream().mapToLong(each -> each.stats().waitingBytes());
    }
}
