package io.lineside.devices;

import io.lineside.devices.link.HubInfo;
import io.lineside.emulator.certificates.Certificates;
import io.lineside.emulator.device.DeviceEndpoint;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.message.MessageSink;
import io.lineside.emulator.registry.DeviceRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The emulator's device side on an address of its own, with what arrived in memory. Connections can
 * be cut, also between keeping a message and acknowledging it.
 */
final class TestHub implements AutoCloseable, MessageSink {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String host = ownLoopback();
    private final Certificates certificates =
            Certificates.inMemory(List.of(host), Clock.systemUTC());
    private final DeviceRegistry registry = DeviceRegistry.inMemory();
    private final List<DeviceMessage> telemetry = new ArrayList<>();
    private final Path folder;
    private DeviceEndpoint endpoint;
    private int failEvery;

    TestHub(Path folder) throws IOException {
        this.folder = folder;
        this.endpoint = listen();
        Files.writeString(folder.resolve("ca.pem"), certificates.caPem());
    }

    /** The device SDK knows port 8883 alone, so that each hub needs an address. */
    private static String ownLoopback() {
        long number = ProcessHandle.current().pid() * 31 % 60_000 + NEXT.incrementAndGet();
        return "127.30." + number / 250 % 250 + "." + (1 + number % 250);
    }

    private DeviceEndpoint listen() throws IOException {
        return DeviceEndpoint.start(
                DeviceEndpoint.Address.loopback(host, DeviceEndpoint.MQTT_PORT),
                certificates,
                registry,
                this,
                Clock.systemUTC());
    }

    HubInfo info() {
        return HubInfo.of(host, folder.resolve("ca.pem"), registry.groupKey());
    }

    /** The {@code hub.json} of this hub. */
    Path hubJson() throws IOException {
        Map<String, Object> json = new HashMap<>();
        json.put("host", host);
        json.put("mqttPort", DeviceEndpoint.MQTT_PORT);
        json.put("caFile", folder.resolve("ca.pem").toString());
        json.put("groupKey", registry.groupKey());
        return Files.write(folder.resolve("hub.json"), JsonMapper.shared().writeValueAsBytes(json));
    }

    @Override
    public long append(DeviceMessage message) throws IOException {
        synchronized (this) {
            if (!message.source().equals("Telemetry")) {
                return 0;
            }
            telemetry.add(message);
            if (failEvery == 0 || telemetry.size() % failEvery != 0) {
                return telemetry.size();
            }
        }
        throw new IOException("kept and not acknowledged");
    }

    /** Keeps each n-th message without acknowledging it; 0 for none. */
    synchronized void failEvery(int messages) {
        failEvery = messages;
    }

    boolean disconnect(String deviceId) {
        return endpoint.disconnect(deviceId);
    }

    void stop() {
        endpoint.close();
    }

    void startAgain() throws IOException {
        endpoint = listen();
    }

    /** All readings in the order kept. */
    synchronized List<JsonNode> readings() {
        List<JsonNode> readings = new ArrayList<>();
        for (DeviceMessage message : telemetry) {
            JsonNode body =
                    JsonMapper.shared()
                            .readTree(new String(message.body(), StandardCharsets.UTF_8));
            if (body.isArray()) {
                body.forEach(readings::add);
            } else {
                readings.add(body);
            }
        }
        return readings;
    }

    /** All messages in the order kept. */
    synchronized List<DeviceMessage> telemetry() {
        return List.copyOf(telemetry);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
