package io.lineside.benchmarks.fanout;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./lineside bench raw-jetty}: what Jetty's own WebSocket costs, nothing above it. */
@Command(
        name = "raw-jetty",
        mixinStandardHelpOptions = true,
        description =
                "Serves a broadcast over Jetty's core WebSocket on 127.0.0.1, for comparison.")
public final class RawJettyCommand implements Callable<Integer> {

    @Option(names = "--port", required = true, description = "Where to listen; 0: any free port.")
    private int port;

    @Override
    public Integer call() throws Exception {
        new RawJetty(port).run();
        return 0;
    }
}
