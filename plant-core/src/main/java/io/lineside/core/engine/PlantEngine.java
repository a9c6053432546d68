package io.lineside.core.engine;

import io.lineside.core.alarm.Transition;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.AreaStats;
import io.lineside.core.signal.LatestTable;
import io.lineside.core.source.Decoder;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.Store;
import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine on its thread: takes what a source delivers, and offers the plant's values, alarms,
 * status and commands. Safe on any thread.
 */
public final class PlantEngine
        implements PlantValues, PlantAlarms, PlantStatus, PlantCommands, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlantEngine.class);

    /** Much longer than any drain. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final Store store;
    private final Engine engine;
    private final EngineThread thread;
    private final Clock clock;
    private final LongSupplier nanoTime;

    /**
     * An engine that goes on where the store was left; its thread does not run yet.
     *
     * @param store is not closed with the engine
     * @param clock wall time
     * @param nanoTime monotonic, for how long something lasts
     * @throws io.lineside.core.store.StoreException when the store cannot be read
     */
    public PlantEngine(Plant plant, Store store, Clock clock, LongSupplier nanoTime) {
        this.store = store;
        this.clock = clock;
        this.nanoTime = nanoTime;
        String epoch = "v-" + UUID.randomUUID().toString().substring(0, 8);
        Moment now = Moment.now(clock, nanoTime);
        engine = new Engine(plant, store, epoch, now, this::committed);
        thread = new EngineThread(engine, clock, nanoTime);
    }

    /** Starts the engine thread. */
    public void start() {
        thread.start();
    }

    /**
     * The sink for a source. Messages are decoded on the source's threads and wait for room in the
     * inbox; other reports of the source are taken at once, or refused and counted.
     */
    public Consumer<SourceEvent> intake(Decoder decoder) {
        return new MessageIntake(decoder, thread.inbox(), clock, nanoTime, thread::isRunning);
    }

    /** Calls the listener on the engine thread after each commit; it must not block. */
    public void onCommit(CommitListener listener) {
        listeners.add(listener);
    }

    /** All that is known of the engine, as of the newest drain. */
    public EngineSnapshot snapshot() {
        return engine.snapshot();
    }

    /** How full the inbox is, and how often it was full. */
    public InboxStats inbox() {
        return thread.inbox().stats();
    }

    /** When the engine thread last worked off its inbox, by the monotonic clock. */
    public long lastTurnNanos() {
        return engine.snapshot().at().nanos();
    }

    @Override
    public LatestTable latest() {
        return engine.latest();
    }

    @Override
    public Assets assets() {
        return engine.snapshot().assets();
    }

    @Override
    public Map<AssetPath, AreaStats> areas() {
        return engine.snapshot().areas();
    }

    @Override
    public SourceState state() {
        // An engine thread that hangs makes no new snapshot, so the newest one must not count as
        // the present.
        EngineSnapshot snapshot = engine.snapshot();
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - snapshot.at().nanos());
        return age.compareTo(Partitions.SILENCE) > 0 ? SourceState.LOST : snapshot.state();
    }

    @Override
    public @Nullable String stuck() {
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - lastTurnNanos());
        return age.compareTo(STUCK_AFTER) <= 0
                ? null
                : "the plant thread has done nothing for " + age.toSeconds() + " s";
    }

    @Override
    public Duration sourceLag() {
        return engine.snapshot().sourceLag();
    }

    @Override
    public boolean isJournalled() {
        return engine.snapshot().journalled();
    }

    @Override
    public Counters counters() {
        return engine.snapshot().counters();
    }

    @Override
    public RejectLog rejects() {
        return engine.rejects();
    }

    @Override
    public String journalId() {
        return engine.journalId();
    }

    @Override
    public Map<AssetPath, Long> heads() {
        return engine.snapshot().alarmHeads();
    }

    @Override
    public CurrentAlarms current() {
        return engine.snapshot().alarms();
    }

    @Override
    public List<Transition> transitions(@Nullable AssetPath area, long after, int limit) {
        // Taken before the store is read: a transition that is stored in between is then in both
        // lists, and is left out of one.
        List<Transition> unsaved = engine.journal().unsaved();
        List<Transition> found = new ArrayList<>(store.transitions(area, after, limit));
        if (unsaved.isEmpty()) {
            return List.copyOf(found);
        }
        Set<Map.Entry<AssetPath, Long>> known = new HashSet<>();
        found.forEach(transition -> known.add(place(transition)));
        for (Transition transition : unsaved) {
            boolean wanted =
                    area == null || transition.area().equals(area) && transition.seq() > after;
            boolean isNew = known.add(place(transition));
            if (wanted && isNew && found.size() < limit) {
                found.add(transition);
            }
        }
        return List.copyOf(found);
    }

    private static Map.Entry<AssetPath, Long> place(Transition transition) {
        return Map.entry(transition.area(), transition.seq());
    }

    @Override
    public CompletableFuture<AcknowledgeOutcome> acknowledge(Acknowledge command) {
        CompletableFuture<AcknowledgeOutcome> outcome = new CompletableFuture<>();
        boolean taken =
                thread.isRunning() && thread.inbox().offer(new Inbound.Command(command, outcome));
        AcknowledgeOutcome busy =
                new AcknowledgeOutcome.Refused("the relay is too busy or stops", null);
        return taken
                ? outcome.completeOnTimeout(busy, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                : CompletableFuture.completedFuture(busy);
    }

    private void committed(Commit commit) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(commit);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener failed at commit {}", commit.seq(), e);
            }
        }
    }

    /** Works off and commits what is in the inbox, and ends the engine thread. */
    @Override
    public void close() {
        thread.close();
    }
}
