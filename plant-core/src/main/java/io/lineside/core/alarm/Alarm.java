package io.lineside.core.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.Sample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One alarm of one signal: judges samples in the order of arrival, on event time that runs
 * backwards only when the device's clock was set back. For the engine thread alone.
 */
final class Alarm {

    /** Numbers and collects what happens to alarms. */
    interface Log {

        /** The next seq of the alarm's area. */
        long next(Alarm alarm);

        /**
         * Notes that this event has changed the alarm; the alarm's record has the seq from {@link
         * #next}.
         */
        void happened(Alarm alarm, AlarmEvent kind, long time, String cause);
    }

    // A sample is late when it is older than the newest judged one by at most this; a sample that
    // is older still means that the device's clock was set.
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AlarmDefinition definition;
    private final Log log;
    private AlarmRecord record;
    private long newest = Long.MIN_VALUE;

    Alarm(AlarmDefinition definition, AlarmRecord record, Log log) {
        this.definition = definition;
        this.record = record;
        this.log = log;
    }

    AlarmDefinition definition() {
        return definition;
    }

    AlarmRecord record() {
        return record;
    }

    AlarmStatus status() {
        return AlarmStatus.of(definition, record);
    }

    void accept(AlarmRecord other) {
        record = other;
    }

    /** Judges a sample. */
    void onSample(Sample sample, String partition, long enqueued, String cause) {
        long measured = sample.sourceTime().toEpochMilli();
        boolean late = measured < newest && newest - measured <= LATE.toMillis();
        long time = late ? newest : measured;
        newest = time;
        endDelay(time, cause);
        boolean active = record.facts().active();
        switch (definition.rule().judge(sample, active)) {
            case Condition.Unknown _ -> {
                change(null);
                condition(AlarmEvent.CONDITION_UNKNOWN, time, cause);
            }
            case Condition.Judged(boolean holds, double value) -> {
                condition(AlarmEvent.CONDITION_KNOWN, time, cause);
                if (holds == active) {
                    change(null);
                } else if (holds || !late) {
                    // A late sample may raise an alarm, but must not clear an alarm that a newer
                    // sample raised.
                    begin(holds, value, partition, time, enqueued, cause);
                }
            }
        }
    }

    /**
     * Ends the running delay when the watermark has passed it: every message that the partition
     * took until the watermark has been judged.
     */
    void onWatermark(String partition, long watermark) {
        Pending pending = record.pending();
        if (pending != null
                && pending.partition().equals(partition)
                && watermark > pending.dueByHub()) {
            happen(pending.kind(), pending.due(), "timer:" + pending.dueByHub(), pending.value());
        }
    }

    private void endDelay(long time, String cause) {
        Pending pending = record.pending();
        if (pending != null && time >= pending.due()) {
            happen(pending.kind(), pending.due(), cause, pending.value());
        }
    }

    private void begin(
            boolean holds, double value, String partition, long time, long enqueued, String cause) {
        Rule rule = definition.rule();
        AlarmEvent kind = holds ? AlarmEvent.RAISED : AlarmEvent.CLEARED;
        long delay = (holds ? rule.onDelay() : rule.offDelay()).toMillis();
        if (delay == 0) {
            happen(kind, time, cause, value);
        } else if (record.pending() != null) {
            change(record.pending().with(value));
        } else {
            change(new Pending(kind, partition, time + delay, enqueued + delay, value));
        }
    }

    private void condition(AlarmEvent event, long time, String cause) {
        boolean unknown = event == AlarmEvent.CONDITION_UNKNOWN;
        if (record.facts().conditionUnknown() != unknown) {
            record = record.condition(log.next(this), event);
            log.happened(this, event, time, cause);
        }
    }

    private void happen(AlarmEvent kind, long time, String cause, double value) {
        long seq = log.next(this);
        record =
                kind == AlarmEvent.RAISED
                        ? record.raised(seq, time, cause, value)
                        : record.cleared(seq, time, value);
        log.happened(this, kind, time, cause);
    }

    private void change(@Nullable Pending pending) {
        if (record.pending() != pending) {
            record = record.with(pending);
        }
    }
}
