package io.lineside.relay.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.ingest.EventSource;
import io.lineside.relay.ingest.eventhubs.EventHubsSource;
import io.lineside.relay.journal.SqliteStore;
import io.lineside.relay.journal.Store;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.model.PlantModel;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data half of the relay, put together: store, plant thread and the Event Hubs source. Safe on
 * any thread.
 */
public final class PlantService implements Plant, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PlantService.class);

    /** Much longer than any drain. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final Store store;
    private final PlantCore core;
    private final PlantThread thread;
    private final LongSupplier nanoTime;
    private final EventSource source;

    private PlantService(
            PlantModel model, Store store, EventSource source, Clock clock, LongSupplier nanoTime) {
        this.store = store;
        this.source = source;
        this.nanoTime = nanoTime;
        Moment now = Moment.now(clock, nanoTime);
        String epoch = "v-" + UUID.randomUUID().toString().substring(0, 8);
        core = new PlantCore(model, store, epoch, now, this::tell);
        thread = new PlantThread(core, clock, nanoTime);
    }

    /**
     * Starts it: when this returns the journal is open and the plant thread runs; the source
     * connects by itself and {@link #state()} tells how it stands.
     *
     * @throws ConfigException when the plant model cannot be used
     * @throws IOException when the store or the trusted certificates cannot be read
     */
    public static PlantService start(RelayConfig config, Clock clock, MeterRegistry meters)
            throws ConfigException, IOException {
        PlantModel model = PlantModel.load(config.plant());
        SqliteStore store = SqliteStore.open(config.store());
        try {
            EventSource source =
                    EventHubsSource.of(config.source(), store.load().positions(), clock);
            return start(model, store, source, clock, System::nanoTime, meters);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /**
     * Starts it on telemetry from elsewhere; what the configuration says of its source is not
     * looked at. The source is closed with it.
     *
     * @throws ConfigException when the plant model cannot be used
     * @throws IOException when the store cannot be read
     */
    public static PlantService start(
            RelayConfig config, EventSource source, Clock clock, MeterRegistry meters)
            throws ConfigException, IOException {
        PlantModel model = PlantModel.load(config.plant());
        SqliteStore store = SqliteStore.open(config.store());
        return start(model, store, source, clock, System::nanoTime, meters);
    }

    /** Starts it with parts made elsewhere; the store and the source are closed with it. */
    static PlantService start(
            PlantModel model,
            Store store,
            EventSource source,
            Clock clock,
            LongSupplier nanoTime,
            MeterRegistry meters) {
        PlantService service = new PlantService(model, store, source, clock, nanoTime);
        PlantMeters.register(meters, service.core, service.thread.inbox());
        service.thread.start();
        source.start(new SourceSink(service.thread.inbox(), clock, service.thread::isRunning));
        return service;
    }

    @Override
    public LatestTable latest() {
        return core.table();
    }

    @Override
    public PlantView view() {
        return core.published().view();
    }

    @Override
    public SourceState state() {
        // A plant thread that hangs would leave its last word standing for ever.
        Published published = core.published();
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - published.at().nanos());
        return age.compareTo(Partitions.SILENCE) > 0 ? SourceState.LOST : published.state();
    }

    /** When the plant thread last worked off its inbox, by {@link System#nanoTime()}. */
    public long lastTurnNanos() {
        return core.published().at().nanos();
    }

    @Override
    public @Nullable String stuck() {
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - lastTurnNanos());
        return age.compareTo(SILENCE) <= 0
                ? null
                : "the plant thread has done nothing for " + age.toSeconds() + " s";
    }

    @Override
    public Duration sourceLag() {
        return core.published().sourceLag();
    }

    @Override
    public boolean journalled() {
        return core.published().journalled();
    }

    @Override
    public String alarmEpoch() {
        return core.journalId();
    }

    @Override
    public Map<String, Long> alarmHeads() {
        return core.published().alarmHeads();
    }

    @Override
    public List<AlarmView> alarms() {
        return core.published().alarms();
    }

    @Override
    public List<AlarmTransition> transitions(@Nullable String alarmsGroup, long after, int limit) {
        // Taken first: what is stored in between is then in both and is left out once.
        List<AlarmTransition> unsaved = core.journal().unsaved();
        List<AlarmTransition> found = new ArrayList<>(store.transitions(alarmsGroup, after, limit));
        if (unsaved.isEmpty()) {
            return List.copyOf(found);
        }
        Set<String> known = new HashSet<>();
        found.forEach(transition -> known.add(transition.group() + " " + transition.seq()));
        for (AlarmTransition transition : unsaved) {
            boolean wanted =
                    alarmsGroup == null
                            || transition.group().equals(alarmsGroup) && transition.seq() > after;
            boolean isNew = known.add(transition.group() + " " + transition.seq());
            if (wanted && isNew && found.size() < limit) {
                found.add(transition);
            }
        }
        return List.copyOf(found);
    }

    @Override
    public CompletableFuture<Acknowledgement.Answer> acknowledge(
            Acknowledgement command, String user) {
        CompletableFuture<Acknowledgement.Answer> answer = new CompletableFuture<>();
        boolean taken =
                thread.isRunning()
                        && thread.inbox().offer(new Inbound.Acknowledge(command, user, answer));
        Acknowledgement.Answer busy =
                new Acknowledgement.Answer(
                        Acknowledgement.Result.REFUSED, "the relay is too busy or stops", null);
        return taken
                ? answer.completeOnTimeout(busy, 20, TimeUnit.SECONDS)
                : CompletableFuture.completedFuture(busy);
    }

    @Override
    public Counters counters() {
        return core.published().counters();
    }

    @Override
    public RejectLog rejects() {
        return core.rejects();
    }

    @Override
    public Map<AssetPath, AreaStats> areas() {
        return core.published().areas();
    }

    @Override
    public void onCommit(CommitListener listener) {
        listeners.add(listener);
    }

    private void tell(Commit commit) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(commit);
            } catch (RuntimeException | Error e) {
                LOG.error("A listener failed at commit {}", commit.seq(), e);
            }
        }
    }

    /** Stops reading, commits what is in the inbox, and ends the plant thread. */
    @Override
    public void close() {
        source.close();
        thread.close();
        store.close();
    }
}
