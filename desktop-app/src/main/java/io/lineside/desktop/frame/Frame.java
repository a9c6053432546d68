package io.lineside.desktop.frame;

import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.latest.Readings;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.SignalId;
import io.lineside.wire.PlantView;
import java.util.Set;

/**
 * What a screen gets once per pulse. FX thread.
 *
 * @param now the relay's time, epoch milliseconds, to reckon ages from
 * @param changed the signals that changed since the last frame
 * @param readings where to look any signal up
 * @param alarms those that are not normal
 * @param status how live all this is
 * @param history what was shown lately, for trails and trends
 */
public record Frame(
        long now,
        Set<SignalId> changed,
        Readings readings,
        AlarmSnapshot alarms,
        LinkStatus status,
        History history) {

    private static final long BLINK_MILLIS = 500;

    /** When the newest value of a device was measured, epoch milliseconds; 0 when it has none. */
    public long newestOf(PlantView.Device device) {
        long newest = 0;
        for (PlantView.Signal signal : device.signals()) {
            newest = Math.max(newest, reading(device, signal).sourceTime());
        }
        return newest;
    }

    /** What to show of a device's signal. */
    public Reading reading(PlantView.Device device, PlantView.Signal signal) {
        return readings.of(new SignalId(device.id(), signal.name()));
    }

    /** Whether what blinks is lit now; the slow blink is at half the rate. */
    public boolean isLit(boolean slow) {
        return now / (slow ? BLINK_MILLIS * 2 : BLINK_MILLIS) % 2 == 0;
    }
}
