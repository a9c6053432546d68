package io.lineside.desktop.control;

import io.lineside.desktop.latest.Reading;
import io.lineside.wire.AlarmView;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Shows one signal large. How it is drawn can be exchanged; that quality, age and alarm are shown
 * cannot. FX thread.
 */
public interface Gauge {

    /** What to put into a page. */
    Region node();

    /**
     * Shows a reading.
     *
     * @param now the relay's time, epoch milliseconds
     * @param alarm the signal's most urgent alarm; null when it has none
     * @param lit whether what blinks is lit
     */
    void show(Reading reading, long now, @Nullable AlarmView alarm, boolean lit);
}
