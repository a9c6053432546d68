package io.lineside.devices;

import io.lineside.devices.computer.ThisComputer;
import io.lineside.devices.link.Connections;
import io.lineside.devices.link.HubInfo;
import io.lineside.program.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lineside devices}: the simulated plant and this computer, until it is stopped. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a simulated plant and this computer as devices of an IoT hub.",
            "",
            "Lines on standard input (when it is no terminal, or with --stop-on-eof):"
                    + " 'stop ID' and 'start ID' stop and start one device.",
            ""
        })
public final class DevicesCommand implements Callable<Integer> {

    private static final Duration REPORT_PERIOD = Duration.ofSeconds(1);

    static final class Hub {
        @Option(
                names = "--hub",
                paramLabel = "hub.json",
                description = "The file an emulator writes when it is up.")
        @Nullable Path hub;

        @Option(
                names = "--connections",
                paramLabel = "FILE",
                description =
                        "Connection strings of devices of a real IoT hub, one per line; devices"
                                + " without one stay off.")
        @Nullable Path connections;
    }

    @ArgGroup(multiplicity = "1")
    private Hub hub = new Hub();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM certificates to trust with --connections; default: the SDK's.")
    private @Nullable Path ca;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            description = "Readings per second of each device; default: each its own, 1 or 2.")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides all that is left to chance; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--only", paramLabel = "ID", split = ",", description = "Only these devices.")
    private Set<String> only = Set.of();

    @Option(
            names = "--device",
            paramLabel = "ID",
            description = "Device id of this computer; default: pc- and its host name.")
    private @Nullable String device;

    @Option(names = "--no-computer", description = "Leaves this computer out.")
    private boolean noComputer;

    @Option(
            names = "--connect-within",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Ends with status 1 when a device is not connected by then; default:"
                            + " ${DEFAULT-VALUE}.")
    private int connectWithin = 60;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what was sent, as JSON, each second and at the end.")
    private @Nullable Path report;

    @Option(names = "--stop-on-eof", description = "Ends also when standard input is closed.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** With the program's own standard streams. */
    public DevicesCommand() {
        this(System.in, System.out, System.err);
    }

    DevicesCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (rate != null && !(rate > 0 && rate <= 1000)) {
            throw Commands.wrongUsage(
                    spec, "--rate is " + rate + ", expected more than 0, at most 1000");
        }
        try (SimulatedPlant plant = SimulatedPlant.start(connections(), options());
                Control control = Control.start(in, stopOnEof, line -> obey(plant, line))) {
            return run(plant, control);
        } catch (IllegalArgumentException e) {
            throw Commands.wrongUsage(spec, String.valueOf(e.getMessage()));
        } catch (IOException | TimeoutException e) {
            err.println("devices: " + e.getMessage());
            return 1;
        }
    }

    private SimulatedPlant.Options options() {
        String computer = device == null ? ThisComputer.defaultId() : device;
        return new SimulatedPlant.Options(seed, rate, only, noComputer ? null : computer);
    }

    private Connections connections() throws IOException {
        if (hub.connections != null) {
            return Connections.read(hub.connections, ca);
        }
        Path file = hub.hub;
        if (file == null) {
            throw Commands.wrongUsage(spec, "expected --hub or --connections");
        }
        return Connections.to(HubInfo.read(file));
    }

    private int run(SimulatedPlant plant, Control control)
            throws InterruptedException, IOException, TimeoutException {
        try {
            if (awaitConnected(plant, control)) {
                out.println("ready devices " + plant.devices().size());
                out.flush();
            }
            while (!control.awaitStop(REPORT_PERIOD)) {
                writeReport(plant);
            }
        } finally {
            plant.close();
            writeReport(plant);
        }
        long failed = plant.report().counts().failed();
        if (failed > 0) {
            err.println("devices: " + failed + " messages were not acknowledged by the hub");
        }
        return failed > 0 ? 1 : 0;
    }

    /** False when the program is to end before all are connected. */
    private boolean awaitConnected(SimulatedPlant plant, Control control)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + Duration.ofSeconds(connectWithin).toNanos();
        while (!control.isStopping()) {
            try {
                plant.awaitConnected(Duration.ofMillis(200));
                return true;
            } catch (TimeoutException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
        }
        return false;
    }

    private void writeReport(SimulatedPlant plant) throws IOException {
        if (report != null) {
            SendReport.write(report, plant.report().json());
        }
    }

    private void obey(SimulatedPlant plant, String line) {
        String[] words = line.split("\\s+");
        try {
            switch (words[0]) {
                case "stop" -> plant.stop(argument(words));
                case "start" -> plant.start(argument(words));
                default ->
                        throw new IllegalArgumentException(
                                "'" + line + "' is no command; expected stop ID or start ID");
            }
            out.println(line);
            out.flush();
        } catch (IllegalArgumentException e) {
            err.println("devices: " + e.getMessage());
        }
    }

    private static String argument(String[] words) {
        if (words.length != 2) {
            throw new IllegalArgumentException("expected " + words[0] + " and one device id");
        }
        return words[1];
    }
}
