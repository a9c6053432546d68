package io.lineside.emulator.device;

import static org.awaitility.Awaitility.await;

import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.message.MessageSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps messages in memory; can be made to wait, or to fail. */
final class RecordingSink implements MessageSink {

    private final List<DeviceMessage> kept = new CopyOnWriteArrayList<>();
    private final AtomicLong sequence = new AtomicLong();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean failing;

    @Override
    public long append(DeviceMessage message) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (failing) {
            throw new IOException("disk full");
        }
        kept.add(message);
        return sequence.getAndIncrement();
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    void failing(boolean failing) {
        this.failing = failing;
    }

    List<DeviceMessage> all() {
        return List.copyOf(kept);
    }

    List<DeviceMessage> telemetry() {
        return kept.stream()
                .filter(message -> message.source().equals(TelemetryMessages.SOURCE))
                .toList();
    }

    List<DeviceMessage> awaitTelemetry(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> telemetry().size() >= count);
        return telemetry();
    }

    /** Each message as one word: its body, or what the hub says of the connection. */
    List<String> story() {
        return kept.stream()
                .map(
                        message ->
                                message.source().equals(TelemetryMessages.SOURCE)
                                        ? text(message)
                                        : String.valueOf(message.properties().get("opType")))
                .toList();
    }

    static String text(DeviceMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }
}
