package io.lineside.emulator;

import io.lineside.emulator.registry.DeviceRegistry;
import io.lineside.program.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file with the addresses and keys by which devices and services reach this hub;
 * docs/ARCHITECTURE.md has its form.
 */
final class HubFile {

    private HubFile() {}

    static void write(Path directory, HubEmulator hub) throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("host", hub.host());
        json.put("mqttPort", hub.mqttPort());
        json.put("amqpPort", hub.amqpPort());
        json.put("amqpsPort", hub.amqpsPort());
        json.put("webSocketPort", hub.webSocketPort());
        json.put("caFile", hub.caFile().toAbsolutePath().toString());
        json.put("groupKey", hub.groupKey());
        json.put("eventHub", hub.eventHub());
        json.put("partitions", hub.partitions());
        json.put("connectionString", hub.connectionString());
        json.put("tlsConnectionString", hub.tlsConnectionString());
        json.put("webSocketConnectionString", hub.webSocketConnectionString());
        WholeFile.writeSecret(directory.resolve("hub.json"), json.toPrettyString());
    }

    /** The service policy's key: made at the first start, kept for those that follow. */
    static String serviceKey(Path directory) throws IOException {
        Path file = directory.resolve("service.key");
        if (!Files.exists(file)) {
            WholeFile.writeSecret(file, DeviceRegistry.randomKey());
        }
        return Files.readString(file).strip();
    }
}
