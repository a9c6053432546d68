package io.lineside.desktop.format;

import io.lineside.model.AlarmState;
import io.lineside.wire.AlarmView;

/** How an alarm is put into words and signs. Any thread. */
public final class AlarmSigns {

    private AlarmSigns() {}

    /** The name of an alarm's state, for tables and screen readers. */
    public static String state(AlarmView alarm) {
        return switch (alarm.display()) {
            case UNACKNOWLEDGED -> "Unacknowledged";
            case ACKNOWLEDGED -> "Acknowledged";
            case RETURNED_UNACKNOWLEDGED -> "Returned, unacknowledged";
            case NORMAL -> "Normal";
        };
    }

    /** Whether the mark blinks slowly. */
    public static boolean blinksSlowly(AlarmView alarm) {
        return alarm.display() == AlarmState.RETURNED_UNACKNOWLEDGED;
    }

    /** The shape that goes with a priority, 1 to 4: never colour alone. */
    public static String shape(int priority) {
        return switch (priority) {
            case 1 -> "■";
            case 2 -> "▲";
            case 3 -> "▼";
            default -> "●";
        };
    }
}
