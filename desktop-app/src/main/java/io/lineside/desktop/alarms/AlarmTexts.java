package io.lineside.desktop.alarms;

import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.util.Optional;

/**
 * The words of the alarm list's columns. Immutable.
 *
 * @param plant where devices and signals have their names and units
 * @param now the relay's time, epoch milliseconds; 0 while none is known
 */
record AlarmTexts(PlantIndex plant, long now) {

    /** When the alarm was raised, with the day where that is not today. */
    String raised(AlarmView alarm) {
        return Figures.moment(alarm.raisedAt(), now == 0 ? alarm.raisedAt() : now, plant.zone());
    }

    String device(AlarmView alarm) {
        String id = SignalId.parse(alarm.signal()).device();
        return plant.device(id).map(PlantView.Device::name).orElse(id);
    }

    /** The signal and which of its limits. */
    String signal(AlarmView alarm) {
        return definition(alarm).map(PlantView.Signal::label).orElse(alarm.signal())
                + " "
                + alarm.type().sign();
    }

    /** The value that raised the alarm, or cleared it. */
    String value(AlarmView alarm) {
        Double value = alarm.value();
        return value == null ? Figures.NOTHING : figure(alarm, value);
    }

    String limit(AlarmView alarm) {
        return alarm.type().relation() + " " + figure(alarm, alarm.limit());
    }

    private String figure(AlarmView alarm, double number) {
        return definition(alarm)
                .map(signal -> Figures.withUnit(new Value.Num(number), signal))
                .orElseGet(() -> Figures.number(number, 2));
    }

    private Optional<PlantView.Signal> definition(AlarmView alarm) {
        SignalId id = SignalId.parse(alarm.signal());
        return plant.device(id.device())
                .flatMap(
                        device ->
                                device.signals().stream()
                                        .filter(signal -> signal.name().equals(id.name()))
                                        .findFirst());
    }

    static String state(AlarmView alarm) {
        StringBuilder text = new StringBuilder(AlarmSigns.state(alarm));
        if (alarm.acknowledgedBy() != null) {
            text.append(" by ").append(alarm.acknowledgedBy());
        }
        if (alarm.conditionUnknown()) {
            text.append(", condition unknown");
        }
        if (!alarm.journalled()) {
            text.append(", NOT JOURNALLED");
        }
        return text.toString();
    }

    /** What became of an acknowledgement. */
    static String result(AlarmView alarm, Acknowledgement.Answer answer) {
        String reason = answer.reason();
        return switch (answer.result()) {
            case ACCEPTED -> "Acknowledged: " + alarm.message();
            case ALREADY -> "Was acknowledged before: " + alarm.message();
            case CONFLICT, UNKNOWN, REFUSED ->
                    reason == null ? answer.result().word() + ": " + alarm.message() : reason;
        };
    }
}
