package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import java.time.Duration;
import java.util.List;

/** A device that can be read; belongs to one thread. */
public interface DeviceModel {

    /** The device that sends. */
    String id();

    /** How often to read it. */
    Duration period();

    /**
     * What it reports now, as one message; empty when there is nothing to report.
     *
     * @param time since the start; never less than at the call before
     */
    List<Measurement> read(Duration time);
}
