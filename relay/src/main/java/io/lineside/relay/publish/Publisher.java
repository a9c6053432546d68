package io.lineside.relay.publish;

import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.plant.Commit;
import io.lineside.relay.plant.Plant;
import io.lineside.relay.subscription.Subscriptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The publish thread: transitions as they come, values each tick, heads each second. */
public final class Publisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Subscriptions subscriptions;
    private final ValueLane values;
    private final LiveLane live;
    private final AlarmLane alarms;
    private final long tick;
    private final LongSupplier nanoTime;
    private final AtomicBoolean plantChanged = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param tick how often changed values are published
     * @param clock wall time, for what is told
     * @param nanoTime monotonic, for when
     */
    public Publisher(
            Plant plant,
            Subscriptions subscriptions,
            Broadcast broadcast,
            Duration tick,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.subscriptions = subscriptions;
        this.values = new ValueLane(plant, subscriptions, broadcast, clock);
        this.live = new LiveLane(plant, broadcast, clock);
        this.alarms = new AlarmLane(plant, broadcast, AlarmLane.CAPACITY);
        this.tick = tick.toNanos();
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform().name("relay-publish").unstarted(this::run);
        plant.onCommit(this::committed);
    }

    /** Begins to publish. */
    public void start() {
        thread.start();
    }

    private void committed(Commit commit) {
        if (commit.plantChanged()) {
            plantChanged.set(true);
        }
        alarms.offer(commit.transitions());
    }

    private void run() {
        long nextTick = nanoTime.getAsLong();
        long nextSecond = nextTick;
        while (running) {
            try {
                long now = nanoTime.getAsLong();
                if (now - nextTick >= 0) {
                    tick();
                    nextTick = next(nextTick, tick, now);
                }
                if (now - nextSecond >= 0) {
                    live.second();
                    subscriptions.expire();
                    nextSecond = next(nextSecond, SECOND, now);
                }
                alarms.sendWithin(
                        Math.max(0, Math.min(nextTick, nextSecond) - nanoTime.getAsLong()));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // One failed round is counted; silence would be worse than the next round.
                failures.incrementAndGet();
                LOG.error("publishing failed; going on", e);
            }
        }
    }

    // Late rounds are left out, not caught up with: they would tell the same.
    private static long next(long due, long period, long now) {
        long next = due + period;
        return next - now > 0 ? next : now + period;
    }

    private void tick() {
        if (plantChanged.getAndSet(false)) {
            subscriptions.plantChanged();
        }
        values.tick();
    }

    /** How many rounds failed. */
    public long failures() {
        return failures.get();
    }

    /** How many transitions found the hand-off full and were read from the journal instead. */
    public long alarmOverflows() {
        return alarms.overflows();
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
