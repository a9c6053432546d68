package io.lineside.relay.alarm;

import io.lineside.model.AlarmEvent;
import io.lineside.model.LimitRule;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.relay.model.AlarmDefinition;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One limit alarm of one signal: judges samples in the order of arrival, on event time that does
 * not run backwards.
 */
final class LimitAlarm {

    /** Hears of what happened and gives it its seq within the alarm's group. */
    interface Told {
        long next(LimitAlarm alarm);

        void happened(LimitAlarm alarm, AlarmEvent kind, long time, String cause);
    }

    // A sample older than the newest judged one by no more than this is one that came late; beyond,
    // the device's clock was set.
    private static final Duration LATE = Duration.ofMinutes(1);

    private final AlarmDefinition definition;
    private final Told told;
    private AlarmRecord state;
    private long newest = Long.MIN_VALUE;

    LimitAlarm(AlarmDefinition definition, AlarmRecord state, Told told) {
        this.definition = definition;
        this.state = state;
        this.told = told;
    }

    AlarmDefinition definition() {
        return definition;
    }

    AlarmRecord state() {
        return state;
    }

    void accept(AlarmRecord other) {
        state = other;
    }

    /** Judges a sample. */
    void sample(Sample sample, String partition, long enqueued, String cause) {
        long measured = sample.sourceTime().toEpochMilli();
        boolean late = measured < newest && newest - measured <= LATE.toMillis();
        long time = late ? newest : measured;
        newest = time;
        endDelay(time, cause);
        OptionalDouble number = judged(sample);
        if (number.isEmpty()) {
            change(null);
            condition(AlarmEvent.CONDITION_UNKNOWN, time, cause);
            return;
        }
        condition(AlarmEvent.CONDITION_KNOWN, time, cause);
        boolean holds = definition.rule().holds(number.getAsDouble(), state.facts().active());
        if (holds == state.facts().active()) {
            change(null);
        } else if (holds || !late) {
            // A sample that came late may raise an alarm, but not clear what a newer one raised.
            begin(holds, number.getAsDouble(), partition, time, enqueued, cause);
        }
    }

    /** Everything that was enqueued until then in the partition is judged. */
    void passed(String partition, long watermark) {
        Pending pending = state.pending();
        if (pending != null
                && pending.partition().equals(partition)
                && watermark > pending.dueByHub()) {
            happen(pending.kind(), pending.due(), "timer:" + pending.dueByHub(), pending.value());
        }
    }

    private static OptionalDouble judged(Sample sample) {
        return sample.quality() == Quality.BAD || sample.value() == null
                ? OptionalDouble.empty()
                : sample.value().comparable();
    }

    private void endDelay(long time, String cause) {
        Pending pending = state.pending();
        if (pending != null && time >= pending.due()) {
            happen(pending.kind(), pending.due(), cause, pending.value());
        }
    }

    private void begin(
            boolean holds,
            double number,
            String partition,
            long time,
            long enqueued,
            String cause) {
        LimitRule rule = definition.rule();
        AlarmEvent kind = holds ? AlarmEvent.RAISED : AlarmEvent.CLEARED;
        long delay = (holds ? rule.onDelay() : rule.offDelay()).toMillis();
        if (delay == 0) {
            happen(kind, time, cause, number);
        } else if (state.pending() != null) {
            change(state.pending().with(number));
        } else {
            change(new Pending(kind, partition, time + delay, enqueued + delay, number));
        }
    }

    private void condition(AlarmEvent event, long time, String cause) {
        boolean unknown = event == AlarmEvent.CONDITION_UNKNOWN;
        if (state.facts().conditionUnknown() != unknown) {
            state = state.condition(told.next(this), event);
            told.happened(this, event, time, cause);
        }
    }

    private void happen(AlarmEvent kind, long time, String cause, double value) {
        long seq = told.next(this);
        state =
                kind == AlarmEvent.RAISED
                        ? state.raised(seq, time, cause, value)
                        : state.cleared(seq, time, value);
        told.happened(this, kind, time, cause);
    }

    private void change(@Nullable Pending pending) {
        if (state.pending() != pending) {
            state = state.with(pending);
        }
    }
}
