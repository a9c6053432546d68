package io.lineside.emulator;

import io.lineside.emulator.device.DeviceEndpoint;
import io.lineside.emulator.log.Retention;
import io.lineside.program.Commands;
import io.lineside.program.ShutdownHook;
import io.lineside.program.StandardInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside emulator}. */
@Command(
        name = "emulator",
        mixinStandardHelpOptions = true,
        description = {
            "An IoT Hub on this computer: devices by MQTT over TLS, services by AMQP 1.0.",
            "For development: it listens on loopback alone and the plain AMQP port checks no tokens."
        })
public final class EmulatorCommand implements Callable<Integer> {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Loopback address to listen on (${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--mqtt-port",
            paramLabel = "PORT",
            defaultValue = "8883",
            description = "Device side, TLS (${DEFAULT-VALUE}; Azure's device SDKs know no other).")
    private int mqttPort = DeviceEndpoint.MQTT_PORT;

    @Option(
            names = "--amqp-port",
            paramLabel = "PORT",
            defaultValue = "5672",
            description = "Service side, plain (${DEFAULT-VALUE}; 0: any free one).")
    private int amqpPort = 5672;

    @Option(
            names = "--amqps-port",
            paramLabel = "PORT",
            defaultValue = "5671",
            description = "Service side, TLS and tokens (${DEFAULT-VALUE}; 0: any free one).")
    private int amqpsPort = 5671;

    @Option(
            names = "--amqp-websockets-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Service side over WebSockets, TLS and tokens (0: any free one; the cloud's is"
                            + " 443).")
    private int webSocketPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep messages, keys and certificates in DIR; left out: in memory alone.")
    private @Nullable Path data;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Number of partitions (${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Option(
            names = "--consumer-groups",
            paramLabel = "NAME",
            split = ",",
            description =
                    "The consumer groups beside $$Default; left out: there is one of any name.")
    private String @Nullable [] consumerGroups;

    @Option(
            names = "--retention",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "How many hours messages are kept (${DEFAULT-VALUE}).")
    private int retentionHours = 24;

    @Option(names = "--stop-on-eof", description = "End when standard input closes.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Commands.out(spec);
        CountDownLatch stop = new CountDownLatch(1);
        try (HubEmulator hub = start();
                ShutdownHook _ = ShutdownHook.add("emulator-stop", hub::close)) {
            if (stopOnEof) {
                StandardInput.whenItEnds(System.in, "emulator-stdin", stop::countDown);
            }
            out.printf(
                    "ready emulator mqtts://%s:%d amqp://%s:%d amqps://%s:%d%n",
                    hub.host(),
                    hub.mqttPort(),
                    hub.host(),
                    hub.amqpPort(),
                    hub.host(),
                    hub.amqpsPort());
            out.flush();
            stop.await();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            PrintWriter err = Commands.err(spec);
            err.println("the hub emulator cannot start: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private HubEmulator start() throws IOException {
        HubBuilder builder =
                HubEmulator.builder()
                        .host(host)
                        .mqttPort(mqttPort)
                        .amqpPort(amqpPort)
                        .amqpsPort(amqpsPort)
                        .webSocketPort(webSocketPort)
                        .partitions(partitions)
                        .retention(
                                new Retention(
                                        Duration.ofHours(retentionHours),
                                        Retention.DEFAULT.bytes()));
        if (consumerGroups != null) {
            builder.consumerGroups(consumerGroups);
        }
        if (data != null) {
            builder.dataDirectory(data);
        }
        return builder.start();
    }
}
