package io.lineside.wire;

import io.lineside.model.AlarmState;
import java.util.Comparator;

/** The order in which alarms are listed, at every end the same. Safe on any thread. */
public final class AlarmOrder {

    /**
     * The most urgent first: by priority, then those nobody has acknowledged before the
     * acknowledged ones, then the newest raise first, then by the alarm's id, so that the order is
     * total.
     */
    public static final Comparator<AlarmView> URGENCY =
            Comparator.comparingInt(AlarmView::priority)
                    .thenComparing(alarm -> alarm.display() == AlarmState.ACKNOWLEDGED)
                    .thenComparing(Comparator.comparingLong(AlarmView::raisedAt).reversed())
                    .thenComparing(AlarmView::alarm);

    private AlarmOrder() {}
}
