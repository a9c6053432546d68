package io.lineside.relay.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.relay.model.AlarmDefinition;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every alarm of the plant. Notes what happened and what is to be stored, until {@link #take()}.
 * For the plant thread alone.
 */
public final class Alarms {

    /**
     * What came of it since the last time.
     *
     * @param states alarms whose state is to be stored, by id
     * @param transitions what happened, in order
     */
    public record Changes(Map<String, AlarmRecord> states, List<AlarmTransition> transitions) {}

    /** An acknowledgement that may be made; {@link Alarms#accept} makes it. */
    public record Acknowledged(AlarmTransition transition, AlarmRecord state) {}

    private final String epoch;
    private final Map<String, Long> heads;
    private final Map<String, LimitAlarm> byId = new LinkedHashMap<>();
    private final Map<SignalId, List<LimitAlarm>> bySignal = new HashMap<>();
    private final Map<String, LimitAlarm> pending = new LinkedHashMap<>();
    private final Map<String, AlarmRecord> changed = new LinkedHashMap<>();
    private final List<AlarmTransition> transitions = new ArrayList<>();

    /**
     * The alarms as they were stored.
     *
     * @param epoch the journal's id
     * @param heads the newest seq of each alarms group
     */
    public Alarms(
            String epoch,
            Collection<AlarmDefinition> definitions,
            Map<String, AlarmRecord> stored,
            Map<String, Long> heads) {
        this.epoch = epoch;
        this.heads = new HashMap<>(heads);
        for (AlarmDefinition definition : definitions) {
            AlarmRecord state = stored.getOrDefault(definition.id(), AlarmRecord.NEW);
            LimitAlarm alarm = new LimitAlarm(definition, state, new Notes());
            byId.put(definition.id(), alarm);
            bySignal.computeIfAbsent(definition.signal(), _ -> new ArrayList<>()).add(alarm);
            note(alarm, state);
        }
    }

    /**
     * Judges a sample.
     *
     * @param enqueued when its partition took it
     * @param cause {@code partition:sequenceNumber:index}
     */
    public void onSample(Sample sample, String partition, Instant enqueued, String cause) {
        for (LimitAlarm alarm : bySignal.getOrDefault(sample.signal(), List.of())) {
            AlarmRecord before = alarm.state();
            alarm.sample(sample, partition, enqueued.toEpochMilli(), cause);
            keep(alarm, before);
        }
    }

    /** Everything that the partition took until then has been judged. */
    public void onWatermark(String partition, Instant watermark) {
        if (pending.isEmpty()) {
            return;
        }
        for (LimitAlarm alarm : List.copyOf(pending.values())) {
            AlarmRecord before = alarm.state();
            alarm.passed(partition, watermark.toEpochMilli());
            keep(alarm, before);
        }
    }

    /** The alarm as it is now; null when there is none of this id. */
    public @Nullable AlarmView view(String id) {
        LimitAlarm alarm = byId.get(id);
        return alarm == null ? null : alarm.state().view(alarm.definition());
    }

    /** Prepares the acknowledgement of the alarm's occurrence; changes nothing yet. */
    public Acknowledged prepare(Acknowledgement command, String user, Instant now) {
        LimitAlarm alarm = byId.get(command.alarm());
        if (alarm == null) {
            throw new IllegalArgumentException("there is no alarm " + command.alarm());
        }
        long time = now.toEpochMilli();
        long prev = heads.getOrDefault(alarm.definition().group(), 0L);
        AlarmRecord after = alarm.state().acknowledged(prev + 1, time, user, command.comment());
        AlarmTransition transition =
                transition(
                        alarm.definition(),
                        after,
                        AlarmEvent.ACKNOWLEDGED,
                        time,
                        "command:" + command.commandId());
        return new Acknowledged(transition, after);
    }

    /** Makes a prepared acknowledgement, which is stored by now. */
    public void accept(Acknowledged acknowledged) {
        AlarmTransition transition = acknowledged.transition();
        heads.put(transition.group(), transition.seq());
        LimitAlarm alarm = byId.get(transition.alarm().alarm());
        if (alarm != null) {
            alarm.accept(acknowledged.state());
        }
    }

    /** Every alarm whose display state is not normal, the most urgent first. */
    public List<AlarmView> notNormal() {
        return byId.values().stream()
                .filter(alarm -> alarm.state().facts().display() != AlarmState.NORMAL)
                .map(alarm -> alarm.state().view(alarm.definition()))
                .sorted(
                        Comparator.comparingInt(AlarmView::priority)
                                .thenComparing(
                                        Comparator.comparingLong(AlarmView::raisedAt).reversed()))
                .toList();
    }

    /** Every alarms group that ever had a transition, and its newest seq. */
    public Map<String, Long> heads() {
        return Map.copyOf(heads);
    }

    /** What changed since the last call; it is the caller's to store. */
    public Changes take() {
        Changes changes = new Changes(new LinkedHashMap<>(changed), List.copyOf(transitions));
        changed.clear();
        transitions.clear();
        return changes;
    }

    private void keep(LimitAlarm alarm, AlarmRecord before) {
        if (alarm.state() != before) {
            changed.put(alarm.definition().id(), alarm.state());
            note(alarm, alarm.state());
        }
    }

    private void note(LimitAlarm alarm, AlarmRecord state) {
        if (state.pending() == null) {
            pending.remove(alarm.definition().id());
        } else {
            pending.put(alarm.definition().id(), alarm);
        }
    }

    private AlarmTransition transition(
            AlarmDefinition alarm, AlarmRecord after, AlarmEvent kind, long time, String cause) {
        return new AlarmTransition(
                alarm.group(),
                epoch,
                after.seq() - 1,
                after.seq(),
                kind,
                time,
                cause,
                after.view(alarm));
    }

    /** Numbers and collects what the alarms tell. */
    private final class Notes implements LimitAlarm.Told {
        @Override
        public long next(LimitAlarm alarm) {
            return heads.merge(alarm.definition().group(), 1L, Long::sum);
        }

        @Override
        public void happened(LimitAlarm alarm, AlarmEvent kind, long time, String cause) {
            transitions.add(transition(alarm.definition(), alarm.state(), kind, time, cause));
        }
    }
}
