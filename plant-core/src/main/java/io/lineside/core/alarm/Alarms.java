package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmUrgency;
import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every alarm of the plant. Collects what happened and what is to be stored, until {@link #take()}.
 * For the engine thread alone.
 */
public final class Alarms {

    private static final Comparator<AlarmStatus> URGENCY =
            AlarmUrgency.order(
                    AlarmStatus::priority,
                    AlarmStatus::state,
                    AlarmStatus::raisedAt,
                    AlarmStatus::alarm);

    /**
     * What changed since the last time.
     *
     * @param records alarms whose record is to be stored, by id
     * @param transitions what happened, in order
     */
    public record Changes(Map<String, AlarmRecord> records, List<Transition> transitions) {}

    /** An acknowledgement that may be made; {@link Alarms#accept} makes it. */
    public record Acknowledged(Transition transition, AlarmRecord record) {}

    private final String journal;
    private final Map<AssetPath, Long> heads;
    private final Map<String, Alarm> byId = new LinkedHashMap<>();
    private final Map<SignalId, List<Alarm>> bySignal = new HashMap<>();
    private final Map<String, Alarm> pending = new LinkedHashMap<>();
    private final Map<String, AlarmRecord> changed = new LinkedHashMap<>();
    private final List<Transition> transitions = new ArrayList<>();

    /**
     * The alarms as they were stored.
     *
     * @param journal the journal's id
     * @param stored by alarm id
     * @param heads the newest seq of each area
     */
    public Alarms(
            String journal,
            Collection<AlarmDefinition> definitions,
            Map<String, AlarmRecord> stored,
            Map<AssetPath, Long> heads) {
        this.journal = journal;
        this.heads = new HashMap<>(heads);
        for (AlarmDefinition definition : definitions) {
            AlarmRecord record = stored.getOrDefault(definition.id(), AlarmRecord.NEW);
            Alarm alarm = new Alarm(definition, record, new Collector());
            byId.put(definition.id(), alarm);
            bySignal.computeIfAbsent(definition.signal(), _ -> new ArrayList<>()).add(alarm);
            notePending(alarm);
        }
    }

    /**
     * Judges a sample.
     *
     * @param enqueued when the partition took the sample's message
     * @param cause {@code partition:sequenceNumber:index}
     */
    public void onSample(Sample sample, String partition, Instant enqueued, String cause) {
        for (Alarm alarm : bySignal.getOrDefault(sample.signal(), List.of())) {
            AlarmRecord before = alarm.record();
            alarm.onSample(sample, partition, enqueued.toEpochMilli(), cause);
            keep(alarm, before);
        }
    }

    /**
     * Ends the delays that the watermark has passed: every message that the partition took until
     * the watermark has been judged.
     */
    public void onWatermark(String partition, Instant watermark) {
        if (pending.isEmpty()) {
            return;
        }
        for (Alarm alarm : List.copyOf(pending.values())) {
            AlarmRecord before = alarm.record();
            alarm.onWatermark(partition, watermark.toEpochMilli());
            keep(alarm, before);
        }
    }

    /** The alarm as it is now; null when there is none of this id. */
    public @Nullable AlarmStatus status(String id) {
        Alarm alarm = byId.get(id);
        return alarm == null ? null : alarm.status();
    }

    /**
     * Prepares the acknowledgement of the alarm's occurrence; changes nothing yet.
     *
     * @param commandId the cause of the transition
     * @param user the user who acknowledges
     * @param comment what the operator wrote; null when nothing
     * @param now the relay's time
     */
    public Acknowledged prepare(
            String id, String commandId, String user, @Nullable String comment, Instant now) {
        Alarm alarm = byId.get(id);
        if (alarm == null) {
            throw new IllegalArgumentException("there is no alarm " + id);
        }
        long time = now.toEpochMilli();
        long prev = heads.getOrDefault(alarm.definition().area(), 0L);
        AlarmRecord after = alarm.record().acknowledged(prev + 1, time, user, comment);
        Transition transition =
                transition(
                        alarm.definition(),
                        after,
                        AlarmEvent.ACKNOWLEDGED,
                        time,
                        "command:" + commandId);
        return new Acknowledged(transition, after);
    }

    /** Makes a prepared acknowledgement, which the caller has stored. */
    public void accept(Acknowledged acknowledged) {
        Transition transition = acknowledged.transition();
        heads.put(transition.area(), transition.seq());
        Alarm alarm = byId.get(transition.alarm().alarm());
        if (alarm != null) {
            alarm.accept(acknowledged.record());
        }
    }

    /** Every alarm whose state is not normal, the most urgent first. */
    public List<AlarmStatus> notNormal() {
        return byId.values().stream()
                .filter(alarm -> alarm.record().facts().state() != AlarmState.NORMAL)
                .map(Alarm::status)
                .sorted(URGENCY)
                .collect(Collectors.toUnmodifiableList());
    }

    /** Every area that ever had a transition, and its newest seq. */
    public Map<AssetPath, Long> heads() {
        return Map.copyOf(heads);
    }

    /** What changed since the last call; the caller stores it. */
    public Changes take() {
        Changes changes = new Changes(new LinkedHashMap<>(changed), List.copyOf(transitions));
        changed.clear();
        transitions.clear();
        return changes;
    }

    private void keep(Alarm alarm, AlarmRecord before) {
        if (alarm.record() != before) {
            changed.put(alarm.definition().id(), alarm.record());
            notePending(alarm);
        }
    }

    private void notePending(Alarm alarm) {
        if (alarm.record().pending() == null) {
            pending.remove(alarm.definition().id());
        } else {
            pending.put(alarm.definition().id(), alarm);
        }
    }

    private Transition transition(
            AlarmDefinition alarm, AlarmRecord after, AlarmEvent kind, long time, String cause) {
        return new Transition(
                alarm.area(),
                journal,
                after.seq() - 1,
                after.seq(),
                kind,
                time,
                cause,
                AlarmStatus.of(alarm, after),
                true);
    }

    private final class Collector implements Alarm.Log {

        @Override
        public long next(Alarm alarm) {
            return heads.merge(alarm.definition().area(), 1L, Long::sum);
        }

        @Override
        public void happened(Alarm alarm, AlarmEvent kind, long time, String cause) {
            transitions.add(transition(alarm.definition(), alarm.record(), kind, time, cause));
        }
    }
}
