package io.lineside.signalr.delivery;

import io.lineside.signalr.protocol.Encoded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch while a writer puts it together. For one thread. */
final class BatchBuilder {

    private final List<Encoded> messages = new ArrayList<>();
    private @Nullable Outlet to;
    private int bytes;

    void to(@Nullable Outlet outlet) {
        to = outlet;
    }

    @Nullable Outlet to() {
        return to;
    }

    void add(Encoded message) {
        messages.add(message);
        bytes += message.size();
    }

    /** Whether so much is in it that nothing more may be added. */
    boolean isFull() {
        return bytes >= Batch.WRITE_BYTES;
    }

    /** Whether this message may leave with what is in it; the first one always may. */
    boolean hasRoomFor(Encoded message) {
        return bytes == 0 || bytes + message.size() <= Batch.WRITE_BYTES;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    Batch build() {
        return new Batch(to, messages, bytes);
    }
}
