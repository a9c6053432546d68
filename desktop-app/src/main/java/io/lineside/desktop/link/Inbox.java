package io.lineside.desktop.link;

import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what arrives to the link thread: bounded, and never waiting. A full inbox is counted, and
 * what was lost is recovered. Filled on any thread, emptied by the link thread.
 */
final class Inbox implements Transport.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int ROOM = 20_000;

    private final BlockingQueue<Consumer<LinkCore>> events = new ArrayBlockingQueue<>(ROOM);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final LinkCounters counters;
    private final LongSupplier nanoTime;

    Inbox(LinkCounters counters, LongSupplier nanoTime) {
        this.counters = counters;
        this.nanoTime = nanoTime;
    }

    /** Gives the core all that has arrived, after waiting so long for the first of it. */
    void drainTo(LinkCore core, long waitMillis) throws InterruptedException {
        Consumer<LinkCore> next = events.poll(waitMillis, TimeUnit.MILLISECONDS);
        while (next != null) {
            next.accept(core);
            next = events.poll();
        }
        if (overflowed.getAndSet(false)) {
            core.lostSomething(nanoTime.getAsLong());
        }
    }

    private void offer(Consumer<LinkCore> event) {
        if (!events.offer(event)) {
            counters.overflows.incrementAndGet();
            overflowed.set(true);
        }
    }

    @Override
    public void connected() {
        offer(core -> core.connected(nanoTime.getAsLong()));
    }

    @Override
    public void closed(String reason) {
        LOG.info("the connection to the relay is closed: {}", reason);
        offer(core -> core.closed(nanoTime.getAsLong()));
    }

    @Override
    public void envelope(Envelope envelope) {
        counters.envelopes.incrementAndGet();
        offer(core -> core.envelope(envelope, nanoTime.getAsLong()));
    }

    @Override
    public void heads(Heads heads) {
        offer(core -> core.heads(heads, nanoTime.getAsLong()));
    }

    @Override
    public void alarm(AlarmTransition transition) {
        offer(core -> core.alarm(transition, nanoTime.getAsLong()));
    }

    @Override
    public void plant(PlantView plant) {
        offer(core -> core.plant(plant, nanoTime.getAsLong()));
    }

    @Override
    public void answered(Subscription.Answer answer, long askedAt, long answeredAt) {
        offer(core -> core.answered(answer, answeredAt - askedAt, answeredAt));
    }

    @Override
    public void refused(String reason) {
        LOG.info("the relay refused: {}", reason);
        offer(core -> core.refused(nanoTime.getAsLong()));
    }

    @Override
    public void postponed(String reason) {
        LOG.info("the relay cannot reach the service now: {}", reason);
        offer(LinkCore::postponed);
    }

    @Override
    public void delivery(@Nullable Delivery delivery) {
        offer(core -> core.delivery(delivery));
    }
}
