package io.lineside.benchmarks.fanout;

import io.lineside.conformance.ParityServer;
import io.lineside.program.ShutdownHook;
import io.lineside.signalr.HubOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lineside bench parity-hub}: the hub that is compared with the reference server's. */
@Command(
        name = "parity-hub",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the parity hub on 127.0.0.1 until it is told to stop: /hub, /private, /plain.",
            "Beside it: POST /publish and /send, GET /stats."
        })
public final class ParityHubCommand implements Callable<Integer> {

    @Option(names = "--port", required = true, description = "Where to listen; 0: any free port.")
    private int port;

    @Option(
            names = "--keep-alive",
            paramLabel = "DURATION",
            description = "How often the server pings, as in 2s.")
    private @Nullable Duration keepAlive;

    @Option(
            names = "--client-timeout",
            paramLabel = "DURATION",
            description = "How long a client that has pinged may be silent.")
    private @Nullable Duration clientTimeout;

    @Option(
            names = "--handshake-timeout",
            paramLabel = "DURATION",
            description = "How long a client may take to shake hands.")
    private @Nullable Duration handshakeTimeout;

    @Option(
            names = "--write-timeout",
            paramLabel = "DURATION",
            description = "How long a write may take.")
    private @Nullable Duration writeTimeout;

    @Option(
            names = "--outbox",
            paramLabel = "BYTES",
            description = "What may wait for one client before it is disconnected.")
    private @Nullable Integer outbox;

    @Override
    public Integer call() throws Exception {
        ParityServer server = ParityServer.start(port, this::options);
        ShutdownHook unused = ShutdownHook.add("parity-stop", server::close);
        System.out.println("ready " + server.url("/hub"));
        // Waits until the process is asked to end.
        new CountDownLatch(1).await();
        return 0;
    }

    private HubOptions options(HubOptions defaults) {
        HubOptions options = defaults;
        options = keepAlive == null ? options : options.withKeepAlive(keepAlive);
        options = clientTimeout == null ? options : options.withClientTimeout(clientTimeout);
        options =
                handshakeTimeout == null ? options : options.withHandshakeTimeout(handshakeTimeout);
        options = writeTimeout == null ? options : options.withWriteTimeout(writeTimeout);
        return outbox == null ? options : options.withMaxOutboxBytes(outbox);
    }
}
