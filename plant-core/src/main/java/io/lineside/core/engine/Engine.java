package io.lineside.core.engine;

import io.lineside.core.alarm.Alarms;
import io.lineside.core.alarm.Transition;
import io.lineside.core.plant.AssetCatalog;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.LatestTable;
import io.lineside.core.signal.SignalTable;
import io.lineside.core.source.Decoded;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.Batch;
import io.lineside.core.store.Store;
import io.lineside.core.store.Stored;
import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine thread's work on each drain of the inbox: the one place that changes latest values and
 * alarms, then one transaction, and only then publishing. Reads no clock: time comes with the
 * drain. For the engine thread alone; {@link #snapshot()}, {@link #latest()} and {@link #rejects()}
 * are safe on any.
 */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final CommitListener listener;
    private final LatestTable latest;
    private final RejectLog rejects = new RejectLog();
    private final AssetCatalog catalog;
    private final SignalTable signals;
    private final Alarms alarms;
    private final Partitions partitions;
    private final Totals totals;
    private final StoreRetry journal;
    private final Acknowledgements acknowledgements;
    private final String journalId;
    // Whether a drain failed before it had published its changes.
    private boolean unpublished;
    private long errors;
    private long refusedSamples;
    private volatile EngineSnapshot snapshot;

    /**
     * An engine that goes on where the store was left.
     *
     * @param epoch names this life of the latest table
     */
    Engine(Plant plant, Store store, String epoch, Moment now, CommitListener listener) {
        this.listener = listener;
        Stored stored = store.load();
        journalId = stored.journalId();
        latest = new LatestTable(epoch);
        catalog = new AssetCatalog(plant.sites(), now.wall().toEpochMilli());
        signals = new SignalTable(plant, stored.latest(), catalog);
        alarms = new Alarms(journalId, plant.alarms(), stored.alarms(), stored.alarmHeads());
        partitions = new Partitions(stored.positions());
        totals = new Totals(stored.totals());
        journal = new StoreRetry(store);
        acknowledgements = new Acknowledgements(store, journal, alarms, totals);
        boolean unused = catalog.refresh();
        latest.apply(signals.takeChanged());
        snapshot = snapshot(now, new CurrentAlarms(alarms.notNormal(), Set.of()));
    }

    /** Works off the items, in order, and the passing of time; then stores and publishes. */
    void drain(List<Inbound> items, Moment now) {
        for (Inbound item : items) {
            try {
                work(item, now);
            } catch (RuntimeException | Error e) {
                errors++;
                LOG.error("An item of the plant's inbox could not be worked off", e);
            }
        }
        signals.pass(now.nanos());
        flush(now);
    }

    /** Notes that a drain ended early: its changes are published with the next drain. */
    void drainFailed() {
        errors++;
        unpublished = true;
    }

    LatestTable latest() {
        return latest;
    }

    RejectLog rejects() {
        return rejects;
    }

    EngineSnapshot snapshot() {
        return snapshot;
    }

    String journalId() {
        return journalId;
    }

    StoreRetry journal() {
        return journal;
    }

    private void work(Inbound item, Moment now) {
        switch (item) {
            case Inbound.Arrival arrival -> arrived(arrival);
            case Inbound.Source(SourceEvent event) -> reported(event, now);
            case Inbound.Command command -> acknowledge(command, now);
        }
    }

    private void acknowledge(Inbound.Command command, Moment now) {
        AcknowledgeOutcome outcome;
        try {
            // Items that came before the command are stored and published before it.
            flush(now);
            outcome = acknowledgements.make(command.command(), now);
        } catch (RuntimeException | Error e) {
            errors++;
            LOG.error("An acknowledgement could not be worked off", e);
            outcome = Acknowledgements.refused(null);
        }
        if (outcome instanceof AcknowledgeOutcome.Accepted(Transition transition)) {
            publish(List.of(transition), now);
        }
        boolean unused = command.outcome().complete(outcome);
    }

    private void reported(SourceEvent event, Moment now) {
        switch (event) {
            case SourceEvent.Answered answered -> {
                partitions.on(answered, now);
                for (String partition : partitions.ids()) {
                    alarms.onWatermark(partition, partitions.watermark(partition));
                }
            }
            case SourceEvent.Lost _ -> partitions.onLost();
            case SourceEvent.Moved moved -> partitions.on(moved);
            case SourceEvent.Message _ ->
                    throw new IllegalArgumentException("a message is decoded before it comes here");
        }
    }

    private void arrived(Inbound.Arrival arrival) {
        if (!partitions.accept(arrival)) {
            totals.add(Totals.Name.DUPLICATES, 1);
            return;
        }
        alarms.onWatermark(arrival.partition(), arrival.enqueued());
        switch (arrival.decoded()) {
            case Decoded.Ignored _ -> totals.add(Totals.Name.IGNORED, 1);
            case Decoded.Rejected(String reason, String excerpt) ->
                    rejected(arrival, reason, excerpt);
            case Decoded.Samples(List<Sample> samples) -> decoded(arrival, samples);
        }
    }

    private void decoded(Inbound.Arrival arrival, List<Sample> samples) {
        Duration age = Duration.between(arrival.enqueued(), arrival.arrived().wall());
        // The samples of a message that took longer than this are as old as the message. A smaller
        // difference may be one between the hub's clock and the relay's.
        Duration counted = age.compareTo(Partitions.BEHIND) > 0 ? age : Duration.ZERO;
        String cause =
                partitions.causeName(arrival.partition()) + ":" + arrival.sequenceNumber() + ":";
        int taken = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (accept(samples.get(i), counted, arrival, cause, i)) {
                taken++;
            }
        }
        refusedSamples += samples.size() - taken;
        if (taken == 0 && !samples.isEmpty()) {
            String reason =
                    "the plant has "
                            + SignalTable.MAX_UNASSIGNED
                            + " signals that are not in the plant model, and takes no more";
            rejected(arrival, reason, samples.getFirst().signal().toString());
            return;
        }
        totals.add(Totals.Name.RECEIVED, 1);
        totals.add(Totals.Name.DECODED, 1);
        totals.add(Totals.Name.SAMPLES, taken);
    }

    /**
     * Takes one sample in. Every accepted sample passes here once, in order and before conflation:
     * what computes from samples, or keeps their history, joins here. It must not block the engine
     * thread, and it sees a sample again when the relay was killed before the commit: the cause is
     * the sample's identity.
     */
    private boolean accept(
            Sample sample, Duration age, Inbound.Arrival arrival, String message, int index) {
        if (!signals.accept(sample, age, arrival.arrived().nanos())) {
            return false;
        }
        alarms.onSample(sample, arrival.partition(), arrival.enqueued(), message + index);
        return true;
    }

    private void rejected(Inbound.Arrival arrival, String reason, String excerpt) {
        totals.add(Totals.Name.RECEIVED, 1);
        totals.add(Totals.Name.REJECTED, 1);
        rejects.add(
                new RejectedMessage(
                        arrival.arrived().wall(),
                        arrival.device(),
                        arrival.partition(),
                        arrival.sequenceNumber(),
                        reason,
                        arrival.size(),
                        excerpt));
    }

    /** Stores and publishes everything that changed since the last time. */
    private void flush(Moment now) {
        Alarms.Changes changes = alarms.take();
        changes.transitions().forEach(transition -> totals.add(transition.kind()));
        Batch batch =
                new Batch(
                        partitions.take(),
                        changes.records(),
                        changes.transitions(),
                        signals.takeUnsaved(),
                        totals.take());
        boolean stored = journal.write(batch, now);
        publish(
                stored
                        ? changes.transitions()
                        : changes.transitions().stream().map(Transition::notJournalled).toList(),
                now);
    }

    private void publish(List<Transition> transitions, Moment now) {
        Map<AssetPath, List<Sample>> changed = signals.takeChanged();
        boolean assetsChanged = catalog.refresh();
        long seq = latest.apply(changed);
        boolean sameAlarms =
                !unpublished
                        && transitions.isEmpty()
                        && snapshot.journalled() == journal.isHealthy();
        snapshot = snapshot(now, sameAlarms ? snapshot.alarms() : currentAlarms());
        unpublished = false;
        if (!changed.isEmpty() || !transitions.isEmpty() || assetsChanged) {
            listener.committed(new Commit(seq, changed.keySet(), transitions, assetsChanged));
        }
    }

    private CurrentAlarms currentAlarms() {
        Set<String> unsaved =
                journal.unsaved().stream()
                        .map(transition -> transition.alarm().alarm())
                        .collect(Collectors.toSet());
        return new CurrentAlarms(alarms.notNormal(), unsaved);
    }

    private EngineSnapshot snapshot(Moment now, CurrentAlarms current) {
        return new EngineSnapshot(
                now,
                catalog.assets(),
                partitions.state(now),
                partitions.newestLag(),
                journal.isHealthy(),
                alarms.heads(),
                current,
                totals.counters(),
                signals.areas(),
                partitions.missing(),
                partitions.absent(),
                refusedSamples,
                errors,
                journal.failures(),
                journal.lost());
    }
}
