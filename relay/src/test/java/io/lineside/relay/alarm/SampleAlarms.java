package io.lineside.relay.alarm;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.wire.AlarmView;

/** Alarms that tests tell of. */
public final class SampleAlarms {

    private SampleAlarms() {}

    /** A high alarm of reactor-1 that nobody has acknowledged yet. */
    public static AlarmView high(String unit, long number) {
        return new AlarmView(
                "reactor-1/a/H",
                "o" + number,
                number,
                "reactor-1/a",
                unit,
                AlarmType.HIGH,
                2,
                "high",
                AlarmState.UNACKNOWLEDGED,
                false,
                81.0,
                80,
                1_000,
                null,
                null,
                null,
                null,
                true);
    }
}
