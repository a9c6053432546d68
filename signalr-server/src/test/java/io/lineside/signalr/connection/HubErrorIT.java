package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubOptions;
import io.lineside.signalr.server.SignalRServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubErrorIT {

    @Test
    void aConnectionWhoseHubMethodEndedInAnErrorGoesOnAndGivesItsPlaceBack() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Hub hub =
                Hub.of(
                        Map.of(
                                "Overflow",
                                (caller, arguments) -> {
                                    throw new StackOverflowError("of a test");
                                },
                                "Echo",
                                (caller, arguments) -> arguments.getFirst()));
        SignalRServer signalr =
                SignalRServer.create("/hub", HubOptions.defaults().withMeters(meters), hub);
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.insertHandler(signalr.handler());
        server.start();
        try {
            int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            HubConnection client =
                    HubConnectionBuilder.create("http://127.0.0.1:" + port + "/hub").build();
            client.start().blockingAwait();

            assertThatThrownBy(() -> called(client, "Overflow"))
                    .hasMessageContaining("An unexpected error occurred invoking 'Overflow'");
            assertThat(called(client, "Echo")).isEqualTo("still here");
            client.stop().blockingAwait();

            await().until(() -> meters.get("signalr.connections.all").gauge().value() == 0);
        } finally {
            signalr.close();
            server.stop();
        }
    }

    private static String called(HubConnection client, String method) {
        return client.invoke(String.class, method, "still here")
                .timeout(20, TimeUnit.SECONDS)
                .blockingGet();
    }
}
