package io.lineside.core.engine;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Alarms;
import io.lineside.core.alarm.Transition;
import io.lineside.core.store.Batch;
import io.lineside.core.store.Store;
import io.lineside.core.store.StoreException;
import io.lineside.model.AlarmState;
import org.jspecify.annotations.Nullable;

/**
 * Operators' acknowledgements: each is in the journal before its outcome is answered, or is refused
 * and changes nothing. For the engine thread alone.
 */
final class Acknowledgements {

    private final Store store;
    private final StoreRetry journal;
    private final Alarms alarms;
    private final Totals totals;

    Acknowledgements(Store store, StoreRetry journal, Alarms alarms, Totals totals) {
        this.store = store;
        this.journal = journal;
        this.alarms = alarms;
        this.totals = totals;
    }

    /**
     * Makes an acknowledgement: once per command id, and only for the occurrence that the command
     * names.
     */
    AcknowledgeOutcome make(Acknowledge command, Moment now) {
        AlarmStatus status = alarms.status(command.alarm());
        if (status == null) {
            return new AcknowledgeOutcome.NoSuchAlarm("there is no alarm " + command.alarm());
        }
        if (!journal.isHealthy()) {
            return refused(status);
        }
        try {
            if (store.hasCause("command:" + command.commandId())) {
                return new AcknowledgeOutcome.Already("this was done before", status);
            }
        } catch (StoreException _) {
            return refused(status);
        }
        if (!status.occurrence().equals(command.occurrence())) {
            return new AcknowledgeOutcome.Conflict(
                    "the alarm has another occurrence now; look at it again", status);
        }
        if (status.state() == AlarmState.NORMAL || status.state() == AlarmState.ACKNOWLEDGED) {
            String by = status.acknowledgedBy() == null ? "" : " by " + status.acknowledgedBy();
            return new AcknowledgeOutcome.Already("it is acknowledged already" + by, status);
        }
        return store(command, status, now);
    }

    static AcknowledgeOutcome refused(@Nullable AlarmStatus status) {
        return new AcknowledgeOutcome.Refused(
                "the journal cannot be written, so the acknowledgement would not last", status);
    }

    private AcknowledgeOutcome store(Acknowledge command, AlarmStatus before, Moment now) {
        Alarms.Acknowledged acknowledged =
                alarms.prepare(
                        command.alarm(),
                        command.commandId(),
                        command.user(),
                        command.comment(),
                        now.wall());
        Transition transition = acknowledged.transition();
        Batch batch = new Batch();
        batch.alarms().put(before.alarm(), acknowledged.record());
        batch.transitions().add(transition);
        batch.totals().putAll(totals.withAcknowledged());
        if (!journal.writeCommand(batch, now)) {
            return refused(before);
        }
        alarms.accept(acknowledged);
        totals.add(transition.kind());
        return new AcknowledgeOutcome.Accepted(transition);
    }
}
