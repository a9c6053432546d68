package io.lineside.relay;

import io.lineside.core.plant.Plant;
import io.lineside.program.Commands;
import io.lineside.program.ProgramVersion;
import io.lineside.program.ShutdownHook;
import io.lineside.program.StandardInput;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.doctor.DoctorCommand;
import io.lineside.relay.plantfile.PlantFile;
import io.lineside.relay.service.ServiceManager;
import io.lineside.relay.service.ServiceReports;
import io.lineside.relay.service.StartReports;
import io.lineside.relay.store.sqlite.StoreTooNewException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside relay} and {@code lineside-relay}. */
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        versionProvider = RelayCommand.Version.class,
        subcommands = DoctorCommand.class,
        description = "Reads IoT Hub and tells clients: values, alarms, who may see what.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:ended as it was told to",
            "1:failed: the port or the store cannot be used",
            "2:wrong usage, configuration or plant model",
            "3:the store was written by a newer version"
        })
public final class RelayCommand implements Callable<Integer> {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Names the program and its version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Lineside relay " + ProgramVersion.text()};
        }
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "relay.yaml",
            description =
                    "The configuration (${DEFAULT-VALUE}); credentials and LINESIDE_… variables"
                            + " override its keys.")
    private Path config = Path.of("relay.yaml");

    @Option(
            names = "--credentials",
            paramLabel = "DIR",
            description =
                    "Where credentials lie, each file named like its key; left out:"
                            + " $CREDENTIALS_DIRECTORY.")
    private @Nullable Path credentials;

    @Option(
            names = "--check-config",
            description = "Check configuration and plant model, say what is wrong, and end.")
    private boolean checkOnly;

    @Option(names = "--stop-on-eof", description = "End when standard input closes.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Commands.out(spec);
        PrintWriter err = Commands.err(spec);
        try {
            RelayConfig loaded =
                    RelayConfig.load(
                            config,
                            credentials == null
                                    ? System.getenv()
                                    : RelayConfig.withCredentials(System.getenv(), credentials));
            Plant unused = PlantFile.load(loaded.plant());
            if (checkOnly) {
                out.println(config + " and " + loaded.plant() + " are good");
                out.flush();
                return 0;
            }
            run(loaded, out);
            return 0;
        } catch (ConfigException e) {
            err.println(e.getMessage());
            err.flush();
            return 2;
        } catch (StoreTooNewException e) {
            err.println(e.getMessage());
            err.flush();
            return 3;
        } catch (IOException | RuntimeException e) {
            err.println("the relay cannot start: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private void run(RelayConfig loaded, PrintWriter out)
            throws ConfigException, IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        try (StopSignals _ = new StopSignals(stop::countDown)) {
            ServiceManager manager = ServiceManager.of(System.getenv());
            run(start(loaded, manager), manager, loaded, out, stop);
        }
    }

    private static Relay start(RelayConfig loaded, ServiceManager manager)
            throws ConfigException, IOException {
        try (StartReports _ = StartReports.begin(manager, System::nanoTime)) {
            return Relay.start(loaded, Clock.systemUTC());
        }
    }

    private void run(
            Relay relay,
            ServiceManager manager,
            RelayConfig loaded,
            PrintWriter out,
            CountDownLatch stop)
            throws InterruptedException {
        URI address = loaded.listen().url(relay.port());
        ServiceReports reports =
                new ServiceReports(
                        manager,
                        new RelayHealth(relay.engine(), relay.publisher(), address, ANSWER),
                        System::nanoTime);
        ShutdownHook closer = ShutdownHook.add("relay-stop", relay::close);
        if (stopOnEof) {
            StandardInput.whenItEnds(System.in, "relay-stdin", stop::countDown);
        }
        reports.start();
        out.println("ready relay " + address);
        out.flush();
        stop.await();
        reports.close();
        relay.close();
        closer.close();
    }
}
