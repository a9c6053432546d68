package io.lineside.relay;

import io.lineside.emulator.HubEmulator;
import io.lineside.emulator.message.DeviceMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Emulated hubs for tests, each on a loopback address of its own, and the messages of devices. */
public final class Hubs {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private Hubs() {}

    /** {@code directory} is where the hub makes its {@code hub} directory. */
    public static HubEmulator start(Path directory) throws IOException {
        long unique = ProcessHandle.current().pid() * 31 + NEXT.incrementAndGet();
        return HubEmulator.builder()
                .host("127.42.%d.%d".formatted(unique / 250 % 250, unique % 250 + 1))
                .mqttPort(0)
                .dataDirectory(directory.resolve("hub"))
                .start();
    }

    public static DeviceMessage message(String device, String body) {
        return DeviceMessage.telemetry(device, body);
    }
}
