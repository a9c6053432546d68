package io.lineside.relay.broadcast;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.Transition;
import io.lineside.core.engine.AcknowledgeOutcome;
import io.lineside.core.engine.CurrentAlarms;
import io.lineside.core.engine.RejectedMessage;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AlarmType;
import io.lineside.model.Sample;
import io.lineside.model.Value;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import io.lineside.wire.Reject;
import io.lineside.wire.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the engine's records to wire messages; no other class does. Pure functions, safe on any
 * thread.
 */
public final class WireMessages {

    private WireMessages() {}

    /** The rows of an envelope. */
    public static List<Row> rows(List<Sample> samples) {
        // A loop, as this is the one mapping that runs for every value of every tick.
        List<Row> rows = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            rows.add(
                    new Row(
                            sample.signal().toString(),
                            sample.value(),
                            sample.quality(),
                            sample.sourceTime().toEpochMilli(),
                            sample.reason()));
        }
        return Collections.unmodifiableList(rows);
    }

    /** A transition, in its area's group. */
    public static AlarmTransition transition(Transition transition) {
        return new AlarmTransition(
                Groups.alarms(transition.area()),
                transition.journal(),
                transition.prev(),
                transition.seq(),
                transition.kind(),
                transition.time(),
                transition.cause(),
                alarm(transition.alarm(), transition.journalled()));
    }

    /** Every alarm that is not normal, in the order of urgency. */
    public static List<AlarmView> alarms(CurrentAlarms current) {
        return alarms(current.alarms(), current);
    }

    /**
     * Some of the alarms that are not normal.
     *
     * @param current names the alarms that are not journalled
     */
    public static List<AlarmView> alarms(Collection<AlarmStatus> some, CurrentAlarms current) {
        return some.stream()
                .map(alarm -> alarm(alarm, !current.notJournalled().contains(alarm.alarm())))
                .toList();
    }

    /** An alarm. */
    public static AlarmView alarm(AlarmStatus alarm, boolean journalled) {
        return new AlarmView(
                alarm.alarm(),
                alarm.occurrence(),
                alarm.seq(),
                alarm.signal().toString(),
                alarm.unit().text(),
                alarm.type(),
                alarm.priority(),
                alarm.message(),
                alarm.state(),
                alarm.conditionUnknown(),
                alarm.value(),
                alarm.limit(),
                alarm.raisedAt(),
                alarm.clearedAt(),
                alarm.acknowledgedAt(),
                alarm.acknowledgedBy(),
                alarm.comment(),
                journalled);
    }

    /** The answer to an acknowledgement. */
    public static Acknowledgement.Answer answer(AcknowledgeOutcome outcome) {
        AlarmStatus status = outcome.alarm();
        AlarmView alarm = status == null ? null : alarm(status, true);
        return switch (outcome) {
            case AcknowledgeOutcome.Accepted _ ->
                    answer(Acknowledgement.Result.ACCEPTED, null, alarm);
            case AcknowledgeOutcome.Already(String reason, _) ->
                    answer(Acknowledgement.Result.ALREADY, reason, alarm);
            case AcknowledgeOutcome.Conflict(String reason, _) ->
                    answer(Acknowledgement.Result.CONFLICT, reason, alarm);
            case AcknowledgeOutcome.NoSuchAlarm(String reason) ->
                    answer(Acknowledgement.Result.UNKNOWN, reason, alarm);
            case AcknowledgeOutcome.Refused(String reason, _) ->
                    answer(Acknowledgement.Result.REFUSED, reason, alarm);
        };
    }

    private static Acknowledgement.Answer answer(
            Acknowledgement.Result result, @Nullable String reason, @Nullable AlarmView alarm) {
        return new Acknowledgement.Answer(result, reason, alarm);
    }

    /** A message that could not be used. */
    public static Reject reject(RejectedMessage rejected) {
        return new Reject(
                rejected.time().toEpochMilli(),
                rejected.device(),
                rejected.partition(),
                rejected.sequenceNumber(),
                rejected.reason(),
                rejected.size(),
                rejected.excerpt());
    }

    /** The plant in force. */
    public static PlantView plant(Assets assets) {
        return new PlantView(
                assets.version(), assets.sites().stream().map(WireMessages::site).toList());
    }

    private static PlantView.Site site(Plant.Site site) {
        return new PlantView.Site(
                site.path().text(),
                site.name(),
                site.zone(),
                site.areas().stream().map(WireMessages::area).toList());
    }

    private static PlantView.Area area(Plant.Area area) {
        return new PlantView.Area(
                area.path().text(),
                area.name(),
                area.units().stream().map(WireMessages::unit).toList());
    }

    private static PlantView.Unit unit(Plant.Unit unit) {
        return new PlantView.Unit(
                unit.path().text(),
                unit.name(),
                unit.devices().stream().map(WireMessages::device).toList());
    }

    private static PlantView.Device device(Plant.Device device) {
        Value.Geo place = device.place();
        return new PlantView.Device(
                device.id(),
                device.name(),
                place == null ? null : Double.valueOf(place.latitude()),
                place == null ? null : Double.valueOf(place.longitude()),
                device.signals().stream().map(WireMessages::signal).toList());
    }

    private static PlantView.Signal signal(Signal signal) {
        Signal.Display display = signal.display();
        Duration period = signal.period();
        return new PlantView.Signal(
                signal.id().name(),
                display.label(),
                display.symbol(),
                display.decimals(),
                display.min(),
                display.max(),
                period == null ? null : Long.valueOf(period.toMillis()),
                limits(signal.alarms()));
    }

    private static PlantView.Limits limits(List<AlarmDefinition> alarms) {
        Map<AlarmType, Double> limits = new EnumMap<>(AlarmType.class);
        alarms.forEach(alarm -> limits.put(alarm.rule().type(), alarm.rule().limit()));
        return new PlantView.Limits(
                limits.get(AlarmType.LOW_LOW),
                limits.get(AlarmType.LOW),
                limits.get(AlarmType.HIGH),
                limits.get(AlarmType.HIGH_HIGH));
    }
}
