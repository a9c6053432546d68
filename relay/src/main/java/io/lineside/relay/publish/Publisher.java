package io.lineside.relay.publish;

import io.lineside.core.engine.Commit;
import io.lineside.core.engine.CommitListener;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.subscription.Subscriptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publish thread: alarm transitions as they come, changed values each tick, heads each second.
 * Each of them is a lane, so that a lane that fails does not hold up the others, and its lack of
 * progress is visible.
 */
public final class Publisher implements CommitListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /**
     * A lane without progress for this long is stuck: longer than any round, and clients have
     * received nothing in that time.
     */
    static final Duration SILENCE = Duration.ofSeconds(10);

    private final Subscriptions subscriptions;
    private final AlarmLane alarmLane;
    private final TimedLane values;
    private final TimedLane heads;
    private final List<TimedLane> lanes;
    private final LongSupplier nanoTime;
    private final AtomicBoolean assetsChanged = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * A publisher, to be registered as a listener of commits.
     *
     * @param tick how often changed values are published
     * @param clock wall time, for the times in messages
     * @param nanoTime monotonic, for the times when lanes are due
     */
    public Publisher(
            PlantValues plantValues,
            PlantAlarms plantAlarms,
            PlantStatus status,
            Subscriptions subscriptions,
            Broadcast broadcast,
            Duration tick,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.subscriptions = subscriptions;
        this.nanoTime = nanoTime;
        ValueLane valueLane = new ValueLane(plantValues, status, subscriptions, broadcast, clock);
        alarmLane = new AlarmLane(plantAlarms, broadcast, AlarmLane.CAPACITY, nanoTime, failures);
        LiveLane liveLane = new LiveLane(plantValues, plantAlarms, status, broadcast, clock);
        long now = nanoTime.getAsLong();
        // Before the values, so that a client that joins a group gets the values of the same tick.
        TimedLane joins = new TimedLane("new groups", tick.toNanos(), this::letIn, now, failures);
        values = new TimedLane("values", tick.toNanos(), valueLane::tick, now, failures);
        heads = new TimedLane("heads", SECOND, liveLane::second, now, failures);
        TimedLane leases =
                new TimedLane("ends of leases", SECOND, subscriptions::expire, now, failures);
        // The last lane: it waits for transitions until another lane is due.
        TimedLane alarms =
                new TimedLane("alarms", 0, () -> alarmLane.sendWithin(untilDue()), now, failures);
        lanes = List.of(joins, values, heads, leases, alarms);
        thread = Thread.ofPlatform().name("relay-publish").unstarted(this::run);
    }

    /** Begins to publish. */
    public void start() {
        thread.start();
    }

    /** Hands over what the engine committed; on the engine thread, without waiting. */
    @Override
    public void committed(Commit commit) {
        if (commit.assetsChanged()) {
            assetsChanged.set(true);
        }
        alarmLane.offer(commit.transitions());
    }

    private void run() {
        try {
            while (running) {
                long now = nanoTime.getAsLong();
                for (TimedLane lane : lanes) {
                    lane.turn(now);
                }
            }
        } catch (InterruptedException _) {
            // The interrupt asks the thread to end.
        } finally {
            if (running) {
                LOG.error("The publish thread ended: nothing is published any more");
            }
        }
    }

    private long untilDue() {
        return Math.max(0, Math.min(values.due(), heads.due()) - nanoTime.getAsLong());
    }

    private void letIn() {
        if (!assetsChanged.getAndSet(false)) {
            return;
        }
        try {
            subscriptions.assetsChanged();
        } catch (RuntimeException | Error e) {
            assetsChanged.set(true);
            throw e;
        }
    }

    /**
     * When the lane that is furthest behind had last done all that was due, by the given monotonic
     * clock. The time stands still when a lane fails each time, or the thread hangs or has ended.
     */
    public long lastRoundNanos() {
        return laggard().doneAt();
    }

    /**
     * What is not published: the lane that is furthest behind, and for how long; null when none is
     * stuck.
     */
    public @Nullable String stuck() {
        TimedLane lane = laggard();
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - lane.doneAt());
        return age.compareTo(SILENCE) <= 0
                ? null
                : lane.name() + " have not been published for " + age.toSeconds() + " s";
    }

    /** The name of the lane that is furthest behind. */
    public String lagging() {
        return laggard().name();
    }

    private TimedLane laggard() {
        TimedLane last = values;
        for (TimedLane lane : lanes) {
            last = lane.doneAt() - last.doneAt() < 0 ? lane : last;
        }
        return last;
    }

    /** How many rounds and reads of the journal failed. */
    public long failures() {
        return failures.get();
    }

    /** How many transitions found the hand-off full and were read from the journal instead. */
    public long alarmOverflows() {
        return alarmLane.overflows();
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
