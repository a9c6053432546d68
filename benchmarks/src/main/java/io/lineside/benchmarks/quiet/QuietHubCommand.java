package io.lineside.benchmarks.quiet;

import io.lineside.benchmarks.process.Child;
import io.lineside.emulator.HubEmulator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lineside bench quiet-hub}: the hub emulator under the measurement without load. */
@Command(
        name = "quiet-hub",
        mixinStandardHelpOptions = true,
        description = {
            "A hub emulator on 127.0.0.1 that no device uses, until standard input closes. The line",
            "'calls' has it answer how many management requests it has been sent."
        })
public final class QuietHubCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            required = true,
            description = "The plain service port; 0: any free port.")
    private int port;

    @Override
    public Integer call() throws Exception {
        try (HubEmulator hub = HubEmulator.builder().mqttPort(0).amqpPort(port).start();
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Child.answer("ready " + hub.amqpPort() + " " + hub.eventHub());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("calls")) {
                    Child.answer("calls " + hub.managementCalls());
                }
            }
        }
        return 0;
    }
}
