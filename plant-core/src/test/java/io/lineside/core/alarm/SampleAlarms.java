package io.lineside.core.alarm;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;

/** Alarms for tests. */
public final class SampleAlarms {

    private SampleAlarms() {}

    /** A high alarm of reactor-1 that is not acknowledged yet. */
    public static AlarmStatus high(String unit, long number) {
        return new AlarmStatus(
                "reactor-1/a/H",
                "o" + number,
                number,
                new SignalId("reactor-1", "a"),
                new AssetPath(unit),
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
                null);
    }
}
