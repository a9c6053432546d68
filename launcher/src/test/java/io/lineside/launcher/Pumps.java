package io.lineside.launcher;

import io.lineside.emulator.HubEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Devices that send their speed five times a second until they are stopped. */
final class Pumps implements AutoCloseable {

    private final HubEmulator hub;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger speed = new AtomicInteger(1_000);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("pumps").factory());
    private final ScheduledFuture<?> sending;

    Pumps(HubEmulator hub, String... devices) {
        this.hub = hub;
        running.addAll(Set.of(devices));
        sending = thread.scheduleAtFixedRate(this::send, 0, 200, TimeUnit.MILLISECONDS);
    }

    private void send() {
        try {
            for (String device : running) {
                long unused =
                        hub.append(
                                Messages.telemetry(
                                        device, "{\"speed\":" + speed.incrementAndGet() + "}"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop(String device) {
        running.remove(device);
    }

    void start(String device) {
        running.add(device);
    }

    @Override
    public void close() {
        sending.cancel(false);
        thread.shutdownNow();
    }
}
