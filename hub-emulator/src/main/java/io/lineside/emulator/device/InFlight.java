package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of one connection waits for the sink. Above the mark the connection is read no further,
 * so that TCP holds the device back; what had been read by then still comes, up to the limit.
 */
final class InFlight {

    static final int MARK = 256;
    static final int LIMIT = 16_384;
    private static final long MARK_BYTES = 1 << 20;
    private static final long LIMIT_BYTES = 16 << 20;

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    void add(DeviceMessage message) {
        messages.incrementAndGet();
        bytes.addAndGet(message.body().length);
    }

    void remove(DeviceMessage message) {
        messages.decrementAndGet();
        bytes.addAndGet(-message.body().length);
    }

    boolean aboveMark() {
        return messages.get() >= MARK || bytes.get() >= MARK_BYTES;
    }

    boolean aboveLimit() {
        return messages.get() >= LIMIT || bytes.get() >= LIMIT_BYTES;
    }
}
