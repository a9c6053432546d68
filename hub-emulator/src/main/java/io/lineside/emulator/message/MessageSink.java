package io.lineside.emulator.message;

import java.io.IOException;
import java.util.List;

/** Where the device side puts what devices sent. */
@FunctionalInterface
public interface MessageSink {

    /**
     * Appends a message and returns when it is kept as durably as the sink keeps anything. May
     * block; may be called from several threads, from one at a time for each device.
     *
     * @return the sequence number in the device's partition
     * @throws IOException if it was not kept; the device then gets no acknowledgement
     */
    long append(DeviceMessage message) throws IOException;

    /**
     * Appends messages of one device in their order, as {@link #append} does each, but may make
     * them durable together.
     *
     * @throws IOException if not all were kept; the first ones may have been
     */
    default void appendAll(List<DeviceMessage> messages) throws IOException {
        for (DeviceMessage message : messages) {
            append(message);
        }
    }
}
