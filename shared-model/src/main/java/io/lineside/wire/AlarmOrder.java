package io.lineside.wire;

import io.lineside.model.AlarmUrgency;
import java.util.Comparator;

/** The order in which alarms are listed. Safe on any thread. */
public final class AlarmOrder {

    /** The most urgent first, as {@link AlarmUrgency} says. */
    public static final Comparator<AlarmView> URGENCY =
            AlarmUrgency.order(
                    AlarmView::priority, AlarmView::display, AlarmView::raisedAt, AlarmView::alarm);

    private AlarmOrder() {}
}
