package io.lineside.relay.plant;

import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;

/** The data half of the relay, put together: store, plant thread and the Event Hubs source. */
public abstract class PlantService implements Plant, AutoCloseable {

    /**
     * Starts it: when this returns the journal is open and the plant thread runs; the source
     * connects by itself and {@link #state()} tells how it stands.
     *
     * @throws ConfigException when the plant model cannot be used
     * @throws IOException when the store cannot be opened
     */
    public static PlantService start(RelayConfig config, Clock clock, MeterRegistry meters)
            throws ConfigException, IOException {
        throw new IOException("no plant");
    }

    /** Stops reading, commits what is in the inbox, and ends the plant thread. */
    @Override
    public abstract void close();
}
