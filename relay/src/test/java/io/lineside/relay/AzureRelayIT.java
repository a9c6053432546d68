package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import io.lineside.servicefake.ServiceFake;
import io.lineside.servicefake.UpstreamExchange;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay with a fake of Azure SignalR Service that is as strict as the service. */
class AzureRelayIT extends RelayBehaviour {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceFake service;

    AzureRelayIT(@TempDir Path directory) throws Exception {
        ServiceFake started = ServiceFake.builder().start();
        int port = freePort();
        started.callUpstream("http://127.0.0.1:" + port + "/{hub}/{category}/{event}?code=s3cret");
        super(
                directory,
                """
                azure-signalr:
                  connection-string: "%s"
                  secondary-connection-string: "%s"
                  upstream: {host: 127.0.0.1, port: %d, secret: s3cret}
                """
                        .formatted(
                                started.connectionString(),
                                started.secondaryConnectionString(),
                                port));
        service = started;
    }

    /**
     * A port below those that the system assigns by itself, so that no other program takes it
     * meanwhile.
     */
    private static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // The port is taken: the loop tries another one.
            }
        }
    }

    @Override
    void stopBackEnd() {
        service.close();
        assertThat(service.violations()).isEmpty();
    }

    @Test
    void aClientThatTheServiceReportsAsGoneLosesItsSubscriptionLongBeforeItsLease()
            throws Exception {
        HubConnection client = connect();
        subscribe(client, "{}");
        assertThat(get("/metrics").body()).contains("lineside_subscriptions 1.0");

        client.stop().onErrorComplete().blockingAwait();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(get("/metrics").body())
                                        .contains("lineside_subscriptions 0.0"));
        assertThat(service.upstreamCalls())
                .extracting(UpstreamExchange::event, UpstreamExchange::status)
                .contains(
                        tuple("connections/connected", 200),
                        tuple("connections/disconnected", 200));
    }

    @Test
    void aClientsMessageIsAnsweredThatCommandsAreCalls() {
        HubConnection client = connect();

        assertThatThrownBy(() -> client.invoke(String.class, "Acknowledge", "x").blockingGet())
                .hasMessageContaining("HTTP");

        client.stop().onErrorComplete().blockingAwait();
    }

    @Test
    void theOtherKeyIsUsedWhenTheFirstIsNoLongerGood() throws Exception {
        service.regenerateFirstKey();
        // The relay sends once a second, and learns of the change by the answer.
        await().atMost(PATIENCE).until(() -> !service.violations().isEmpty());
        await().atMost(PATIENCE).until(() -> service.calls().getLast().status() == 202);

        HubConnection client = connect();
        subscribe(client, "{}");

        assertThat(service.groupsOf(client.getConnectionId())).contains("live:north");
        assertThat(service.takeViolations())
                .as("the first key was tried")
                .allMatch(violation -> violation.contains("The signature key was not found"));
        client.stop().onErrorComplete().blockingAwait();
    }
}
