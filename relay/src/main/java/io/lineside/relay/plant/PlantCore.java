package io.lineside.relay.plant;

import io.lineside.model.Sample;
import io.lineside.relay.alarm.Alarms;
import io.lineside.relay.decode.Decoded;
import io.lineside.relay.ingest.SourceEvent;
import io.lineside.relay.journal.Store;
import io.lineside.relay.journal.StoreBatch;
import io.lineside.relay.journal.Stored;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.model.AlarmDefinition;
import io.lineside.relay.model.PlantModel;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Reject;
import io.lineside.wire.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the plant thread does with what it drained: one place that changes latest values and alarms,
 * one transaction, and only then the telling. Reads no clock: time comes with the drain. For the
 * plant thread alone; {@link #published()} is safe on any.
 */
final class PlantCore {

    private static final Logger LOG = LoggerFactory.getLogger(PlantCore.class);

    private final CommitListener listener;
    private final LatestTable table;
    private final RejectLog rejects = new RejectLog();
    private final Roster roster;
    private final Signals signals;
    private final Alarms alarms;
    private final Partitions partitions;
    private final Totals totals;
    private final JournalWriter journal;
    private final Acknowledgements acknowledgements;
    private final String journalId;
    private boolean untold;
    private long errors;
    private long refusedSignals;
    private volatile Published published;

    PlantCore(PlantModel model, Store store, String epoch, Moment now, CommitListener listener) {
        this.listener = listener;
        Stored stored = store.load();
        journalId = stored.journalId();
        table = new LatestTable(epoch);
        roster = new Roster(model.sites(), now.wall().toEpochMilli());
        signals = new Signals(model, stored.latest(), roster);
        List<AlarmDefinition> definitions =
                model.signals().values().stream().flatMap(s -> s.alarms().stream()).toList();
        alarms = new Alarms(journalId, definitions, stored.alarms(), stored.alarmHeads());
        partitions = new Partitions(stored.positions());
        totals = new Totals(stored.totals());
        journal = new JournalWriter(store);
        acknowledgements = new Acknowledgements(store, journal, alarms, totals);
        boolean unused = roster.refresh();
        table.apply(signals.takeRows());
        published = Published.of(this, now, alarms.notNormal());
    }

    /** Works off the items, in order, and the passing of time; then stores and tells. */
    void drain(List<Inbound> items, Moment now) {
        for (Inbound item : items) {
            try {
                work(item, now);
            } catch (RuntimeException | Error e) {
                errors++;
                LOG.error("An item of the plant's inbox could not be worked off", e);
            }
        }
        signals.pass(now);
        flush(now);
    }

    /** A drain ended early: what it changed is told with the next one. */
    void drainFailed() {
        errors++;
        untold = true;
    }

    LatestTable table() {
        return table;
    }

    RejectLog rejects() {
        return rejects;
    }

    Published published() {
        return published;
    }

    String journalId() {
        return journalId;
    }

    Alarms alarms() {
        return alarms;
    }

    Signals signals() {
        return signals;
    }

    Roster roster() {
        return roster;
    }

    Partitions partitions() {
        return partitions;
    }

    Totals totals() {
        return totals;
    }

    JournalWriter journal() {
        return journal;
    }

    long errors() {
        return errors;
    }

    long refusedSignals() {
        return refusedSignals;
    }

    private void work(Inbound item, Moment now) {
        switch (item) {
            case Inbound.Arrival arrival -> arrived(arrival);
            case Inbound.Source(SourceEvent event) -> heard(event, now);
            case Inbound.Acknowledge command -> acknowledge(command, now);
        }
    }

    private void acknowledge(Inbound.Acknowledge command, Moment now) {
        Acknowledgements.Outcome outcome;
        try {
            // What came before the command is stored and told before it.
            flush(now);
            outcome = acknowledgements.make(command.command(), command.user(), now);
        } catch (RuntimeException | Error e) {
            errors++;
            LOG.error("An acknowledgement could not be worked off", e);
            outcome = Acknowledgements.refused(null);
        }
        if (outcome.made() != null) {
            tell(List.of(outcome.made()), now);
        }
        boolean unused = command.answer().complete(outcome.answer());
    }

    private void heard(SourceEvent event, Moment now) {
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
        // A message that took this long speaks for the time when it was enqueued; below it, the
        // hub's clock and ours need not agree.
        Duration counted = age.compareTo(Partitions.BEHIND) > 0 ? age : Duration.ZERO;
        String cause =
                partitions.causeName(arrival.partition()) + ":" + arrival.sequenceNumber() + ":";
        int taken = 0;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (signals.accept(sample, counted, arrival.arrived())) {
                alarms.onSample(sample, arrival.partition(), arrival.enqueued(), cause + i);
                taken++;
            }
        }
        refusedSignals += samples.size() - taken;
        if (taken == 0 && !samples.isEmpty()) {
            String reason =
                    "the plant has "
                            + Signals.MAX_UNASSIGNED
                            + " signals that are not in the plant model, and takes no more";
            rejected(arrival, reason, samples.getFirst().signal().toString());
            return;
        }
        totals.add(Totals.Name.RECEIVED, 1);
        totals.add(Totals.Name.DECODED, 1);
        totals.add(Totals.Name.SAMPLES, taken);
    }

    private void rejected(Inbound.Arrival arrival, String reason, String excerpt) {
        totals.add(Totals.Name.RECEIVED, 1);
        totals.add(Totals.Name.REJECTED, 1);
        rejects.add(
                new Reject(
                        arrival.arrived().wall().toEpochMilli(),
                        arrival.device(),
                        arrival.partition(),
                        arrival.sequenceNumber(),
                        reason,
                        arrival.size(),
                        excerpt));
    }

    /** Stores and tells everything that changed since the last time. */
    private void flush(Moment now) {
        Alarms.Changes changes = alarms.take();
        changes.transitions().forEach(transition -> totals.add(transition.kind()));
        StoreBatch batch =
                new StoreBatch(
                        partitions.take(),
                        changes.states(),
                        changes.transitions(),
                        signals.takeUnsaved(),
                        totals.take());
        boolean stored = journal.write(batch, now);
        List<AlarmTransition> told =
                stored
                        ? changes.transitions()
                        : changes.transitions().stream().map(JournalWriter::notJournalled).toList();
        tell(told, now);
    }

    private void tell(List<AlarmTransition> transitions, Moment now) {
        Map<String, List<Row>> rows = signals.takeRows();
        boolean plantChanged = roster.refresh();
        long seq = table.apply(rows);
        List<AlarmView> current =
                !untold && transitions.isEmpty() && published.journalled() == journal.isHealthy()
                        ? published.alarms()
                        : marked(alarms.notNormal());
        published = Published.of(this, now, current);
        untold = false;
        if (!rows.isEmpty() || !transitions.isEmpty() || plantChanged) {
            listener.committed(new Commit(seq, rows.keySet(), transitions, plantChanged));
        }
    }

    private List<AlarmView> marked(List<AlarmView> current) {
        List<AlarmTransition> unsaved = journal.unsaved();
        if (unsaved.isEmpty()) {
            return current;
        }
        Set<String> affected =
                unsaved.stream().map(t -> t.alarm().alarm()).collect(Collectors.toSet());
        return current.stream()
                .map(a -> affected.contains(a.alarm()) ? JournalWriter.notJournalled(a) : a)
                .toList();
    }
}
