package io.lineside.signalr.connection;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.Lifecycle.State;
import io.lineside.signalr.delivery.Recipient;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.Handshake;
import io.lineside.signalr.protocol.ServerMessage;

/**
 * What happens to one connection once a second: pings, acknowledgements and time-outs. For the
 * clock's thread.
 */
final class Heartbeat {

    private final ServerConnection connection;
    private final HubOptions options;
    private final Inbox inbox;
    private final Lane lane;
    private final Liveness liveness;

    Heartbeat(
            ServerConnection connection,
            HubOptions options,
            Inbox inbox,
            Lane lane,
            Liveness liveness) {
        this.connection = connection;
        this.options = options;
        this.inbox = inbox;
        this.lane = lane;
        this.liveness = liveness;
    }

    void tick() {
        Transport transport = connection.transport();
        if (transport != null && !transport.tick()) {
            connection.ended("the client did not ask again");
            return;
        }
        acknowledge();
        switch (liveness.judge(connection.state(), lane.paused())) {
            case FINE -> {}
            case PING -> ping();
            case NEVER_CAME ->
                    connection.overdue(State.WAITING, "no socket came after negotiation");
            case STAYS_AWAY -> connection.overdue(State.AWAY, "the client did not come back");
            case NO_HANDSHAKE ->
                    connection.close(Handshake.refused(Handshake.TOO_LATE), "no handshake");
            case SILENT ->
                    connection.close(ServerMessage.Close.FAILED_MAY_RETURN, "client timed out");
            case STUCK ->
                    connection
                            .recipient()
                            .tooSlow("a write did not end in " + options.writeTimeout());
            case WILL_NOT_CLOSE -> connection.cut("did not close in time");
        }
    }

    private void acknowledge() {
        long owed = inbox.acknowledge();
        if (owed > 0) {
            Recipient recipient = connection.recipient();
            Encoded ack = recipient.protocol().encode(new ServerMessage.Ack(owed));
            recipient.outbox().offerFirst(ack);
        }
    }

    /**
     * A polling client needs no pings: its polls end in time, which shows it that the server is
     * there.
     */
    private void ping() {
        Transport transport = connection.transport();
        if (transport != null && transport.kind() != HubTransport.LONG_POLLING) {
            Recipient recipient = connection.recipient();
            recipient.outbox().offerIfIdle(recipient.protocol().ping());
        }
    }
}
