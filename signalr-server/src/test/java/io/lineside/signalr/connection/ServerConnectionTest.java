package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.Hub;
import io.lineside.signalr.delivery.Counters;
import io.lineside.signalr.delivery.DirectWrites;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.transport.TestSockets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

/** Sockets that come and go at the wrong moment. */
class ServerConnectionTest implements ConnectionOwner {

    private final Counters counters = new Counters(new SimpleMeterRegistry(), "/hub");
    private Runnable meanwhile = () -> {};
    private long now;
    private int ended;
    private int ready;
    private int settled;

    private final ServerConnection connection =
            TestConnections.connection("id", true, Hub.of(Map.of()), counters, this, this::nanos);
    private final Transport first = socket();
    private final Transport second = socket();

    @Test
    void aClientThatIsBackWhileItsOldSocketIsBeingMissedStays() {
        connection.attached(first);
        connection.open(HubProtocol.JSON, true);
        meanwhile = () -> connection.attached(second);

        connection.lost(first, "reset");

        assertThat(ended).isZero();
        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
        assertThat(connection.transport()).isSameAs(second);
        DirectWrites.drain(connection.recipient());
        int before = ready;
        connection.session().send("x");
        assertThat(ready).as("what is sent is written").isGreaterThan(before);
    }

    @Test
    void ofTwoSocketsThatComeBackAtOnceTheLaterIsWrittenTo() {
        ByteArrayEndPoint latest = new ByteArrayEndPoint();
        Transport third = socket(latest);
        connection.attached(first);
        connection.open(HubProtocol.JSON, true);
        DirectWrites.drain(connection.recipient());
        meanwhile = () -> connection.attached(third);

        connection.attached(second);
        DirectWrites.drain(connection.recipient());

        assertThat(connection.transport()).isSameAs(third);
        assertThat(latest.takeOutputString(StandardCharsets.UTF_8)).contains("\"type\":9");
    }

    @Test
    void aPingIsAnsweredWithoutWaitingForWhatWasSaidToGroups() {
        connection.attached(first);
        connection.open(HubProtocol.JSON, true);
        settled = 0;

        TestSockets.ping(first);

        assertThat(settled).isZero();
    }

    @Test
    void aSocketThatComesJustBeforeTheTimeOutIsNotForgotten() {
        connection.attached(first);

        connection.overdue(Lifecycle.State.WAITING, "no socket came");

        assertThat(ended).isZero();
        assertThat(connection.state()).isEqualTo(Lifecycle.State.HANDSHAKE);
    }

    @Test
    void aConnectionWithoutASocketEndsWhenItsTimeIsUp() {
        connection.overdue(Lifecycle.State.WAITING, "no socket came");

        assertThat(ended).isEqualTo(1);
        assertThat(connection.state()).isEqualTo(Lifecycle.State.ENDED);
    }

    @Test
    void aPollingClientThatDoesNotAskAgainIsGone() {
        connection.attached(TestSockets.longPolling(connection));
        connection.open(HubProtocol.JSON, false);

        now = Duration.ofSeconds(14).toNanos();
        connection.tick();
        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);

        now = Duration.ofSeconds(15).toNanos();
        connection.tick();
        assertThat(connection.state()).isEqualTo(Lifecycle.State.ENDED);
    }

    private long nanos() {
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return now;
    }

    private Transport socket() {
        return socket(new ByteArrayEndPoint());
    }

    private Transport socket(ByteArrayEndPoint endPoint) {
        return TestSockets.webSocket(endPoint, connection);
    }

    @Override
    public void opened(ServerConnection opened) {}

    @Override
    public void ended(ServerConnection gone) {
        ended++;
    }

    @Override
    public void forgotten(ServerConnection gone) {}

    @Override
    public void settle() {
        settled++;
    }

    @Override
    public void ready(Recipient writable) {
        ready++;
    }
}
