package io.lineside.relay;

import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.model.PlantModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside relay}. */
@Command(
        name = "relay",
        mixinStandardHelpOptions = true,
        description = "Reads IoT Hub and tells clients: values, alarms, who may see what.")
public final class RelayCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "relay.yaml",
            description =
                    "The configuration (${DEFAULT-VALUE}); LINESIDE_… variables override its keys.")
    private Path config = Path.of("relay.yaml");

    @Option(
            names = "--check-config",
            description = "Check configuration and plant model, say what is wrong, and end.")
    private boolean checkOnly;

    @Option(names = "--stop-on-eof", description = "End when standard input closes.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out =
                spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
        PrintWriter err =
                spec == null ? new PrintWriter(System.err, true) : spec.commandLine().getErr();
        try {
            RelayConfig loaded = RelayConfig.load(config, System.getenv());
            PlantModel.load(loaded.plant());
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
        } catch (IOException | RuntimeException e) {
            err.println("the relay cannot start: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private void run(RelayConfig loaded, PrintWriter out)
            throws ConfigException, IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Relay relay = Relay.start(loaded, Clock.systemUTC());
        Thread closer = Thread.ofPlatform().name("relay-stop").unstarted(relay::close);
        Runtime.getRuntime().addShutdownHook(closer);
        if (stopOnEof) {
            Thread.ofPlatform().daemon().name("relay-stdin").start(() -> awaitEndOfInput(stop));
        }
        out.println("ready relay http://" + loaded.listen().host() + ":" + relay.port());
        out.flush();
        stop.await();
        relay.close();
        Runtime.getRuntime().removeShutdownHook(closer);
    }

    private static void awaitEndOfInput(CountDownLatch stop) {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // A standard input that cannot be read has ended too.
        }
        stop.countDown();
    }
}
