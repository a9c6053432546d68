package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Microsoft's own Java client with hubs that behave as one check needs it. */
@ParameterizedClass
@EnumSource(names = {"JAVA_SOCKETS", "JAVA_POLLING"})
@Timeout(120)
class JavaVariantsIT extends JavaCell {

    private Variants variants;

    JavaVariantsIT(Cell cell) {
        super(cell);
    }

    @BeforeEach
    void startVariants() throws Exception {
        variants = new Variants(server::port, new DefaultHandler());
    }

    @AfterEach
    void stopVariants() {
        variants.close();
    }

    @Test
    @Shows(3)
    void followsARedirectAndUsesItsToken() {
        HubConnection client = connect(build(variants.url("/elsewhere")).build());

        assertThat(call(client, String.class, "WhoAmI")).isEqualTo("ann");
    }

    @Test
    @Shows(49)
    void isKeptWhileBothSayNothingButPings() {
        HubConnection client = build(variants.url("/quick")).build();
        client.setKeepAliveInterval(500);
        if (!polls()) {
            client.setServerTimeout(4_000);
        }
        connect(client);

        await().during(Duration.ofMillis(6_000))
                .atMost(LIMIT)
                .until(() -> client.getConnectionState() == HubConnectionState.CONNECTED);
        assertThat(call(client, String.class, "Echo", "x")).isEqualTo("x");
    }

    @Test
    @Shows(51)
    void isEndedWhenItHasPingedAndFallenSilent() throws Exception {
        onlyOverWebSockets("each poll is a sign of life");
        HubConnection client = build(variants.url("/quick")).build();
        AtomicReference<Exception> why = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(
                error -> {
                    why.set(error);
                    closed.countDown();
                });
        // Looked at once a second: it pings once or twice before it may fall silent.
        client.setKeepAliveInterval(500);
        connect(client);
        await().during(Duration.ofMillis(2_500))
                .atMost(LIMIT)
                .until(() -> client.getConnectionState() == HubConnectionState.CONNECTED);
        client.setKeepAliveInterval(1_000_000);

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(why.get()).hasMessageContaining("Connection closed with an error.");
    }

    @Test
    @Shows(52)
    void isToldThatTheHubTurnedItAway() throws Exception {
        HubConnection client = build(variants.url("/unwilling")).build();
        AtomicReference<Exception> why = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        client.onClosed(
                error -> {
                    why.set(error);
                    closed.countDown();
                });
        clients.add(client);
        client.start().onErrorComplete().blockingAwait();

        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(why.get()).hasMessageContaining("Connection closed with an error.");
    }
}
