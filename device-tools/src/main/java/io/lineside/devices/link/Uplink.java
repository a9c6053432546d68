package io.lineside.devices.link;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of one device to a hub, good for one opening: a lost one is not mended but
 * replaced.
 */
interface Uplink {

    /** Makes uplinks, each not yet open. */
    interface Factory {
        Uplink create();
    }

    /**
     * Connects; blocks until the hub has accepted the device.
     *
     * @param lost called when the connection is gone by itself, from any thread, perhaps more than
     *     once
     * @throws IOException when the hub is not there or refuses the device
     */
    void open(Consumer<Throwable> lost) throws IOException;

    /**
     * Takes a message to send; does not block.
     *
     * @param acknowledged called with null when the hub has the message, else with what went wrong,
     *     from any thread
     * @throws IllegalStateException when the connection is not open
     */
    void send(String messageId, byte[] body, Consumer<@Nullable Throwable> acknowledged);

    /** Ends the connection and all its threads; may block while it says good-bye. */
    void close();
}
