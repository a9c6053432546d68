package io.lineside.signalr.server;

import io.lineside.signalr.Hub;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubOptions;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.server.Server;

/** The example of README.md, which {@link ReadmeExampleIT} compares with this and runs. */
final class ReadmeExample {

    private ReadmeExample() {}

    record Running(Server server, SignalRServer signalr) {}

    static Running start(int port) throws Exception {
        // begin
        HubMethod greet = (caller, names) -> "Hello, " + names.getFirst().stringValue();
        Hub hub = Hub.of(Map.of("Greet", greet));
        SignalRServer signalr = SignalRServer.create("/hub", HubOptions.defaults(), hub);

        Server server = new Server(new InetSocketAddress("127.0.0.1", port));
        server.insertHandler(signalr.handler());
        server.start();

        signalr.broadcaster().toAll("news", "the server is up");
        // end
        return new Running(server, signalr);
    }
}
