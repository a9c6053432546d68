package io.lineside.relay.plant;

import io.lineside.model.AlarmState;
import io.lineside.relay.alarm.Alarms;
import io.lineside.relay.journal.Store;
import io.lineside.relay.journal.StoreBatch;
import io.lineside.relay.journal.StoreException;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import org.jspecify.annotations.Nullable;

/**
 * Operators' acknowledgements: each is in the journal before it is answered, or is refused and
 * changes nothing. For the plant thread alone.
 */
final class Acknowledgements {

    /**
     * What became of a command.
     *
     * @param made what is to be told; null when nothing happened
     */
    record Outcome(Acknowledgement.Answer answer, @Nullable AlarmTransition made) {}

    private final Store store;
    private final JournalWriter journal;
    private final Alarms alarms;
    private final Totals totals;

    Acknowledgements(Store store, JournalWriter journal, Alarms alarms, Totals totals) {
        this.store = store;
        this.journal = journal;
        this.alarms = alarms;
        this.totals = totals;
    }

    /** Makes it, once per command id and for the occurrence it names alone. */
    Outcome make(Acknowledgement command, String user, Moment now) {
        AlarmView view = alarms.view(command.alarm());
        if (view == null) {
            return nothing(
                    Acknowledgement.Result.UNKNOWN, "there is no alarm " + command.alarm(), null);
        }
        if (!journal.isHealthy()) {
            return refused(view);
        }
        try {
            if (store.hasCause("command:" + command.commandId())) {
                return nothing(Acknowledgement.Result.ALREADY, "this was done before", view);
            }
        } catch (StoreException _) {
            return refused(view);
        }
        if (!view.occurrence().equals(command.occurrence())) {
            String reason = "the alarm has another occurrence now; look at it again";
            return nothing(Acknowledgement.Result.CONFLICT, reason, view);
        }
        if (view.display() == AlarmState.NORMAL || view.display() == AlarmState.ACKNOWLEDGED) {
            String by = view.acknowledgedBy() == null ? "" : " by " + view.acknowledgedBy();
            return nothing(Acknowledgement.Result.ALREADY, "it is acknowledged already" + by, view);
        }
        return store(alarms.prepare(command, user, now.wall()), view, now);
    }

    static Outcome refused(@Nullable AlarmView view) {
        String reason = "the journal cannot be written, so the acknowledgement would not last";
        return nothing(Acknowledgement.Result.REFUSED, reason, view);
    }

    private Outcome store(Alarms.Acknowledged acknowledged, AlarmView before, Moment now) {
        AlarmTransition transition = acknowledged.transition();
        StoreBatch batch = new StoreBatch();
        batch.alarms().put(before.alarm(), acknowledged.state());
        batch.transitions().add(transition);
        batch.totals().putAll(totals.withAcknowledged());
        if (!journal.writeCommand(batch, now)) {
            return refused(before);
        }
        alarms.accept(acknowledged);
        totals.add(transition.kind());
        Acknowledgement.Answer answer =
                new Acknowledgement.Answer(
                        Acknowledgement.Result.ACCEPTED, null, transition.alarm());
        return new Outcome(answer, transition);
    }

    private static Outcome nothing(
            Acknowledgement.Result result, String reason, @Nullable AlarmView view) {
        return new Outcome(new Acknowledgement.Answer(result, reason, view), null);
    }
}
