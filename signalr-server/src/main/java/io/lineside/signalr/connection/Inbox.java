package io.lineside.signalr.connection;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.protocol.ClientMessage;
import io.lineside.signalr.protocol.Handshake;
import io.lineside.signalr.protocol.HubProtocol;
import io.lineside.signalr.protocol.ProtocolException;
import io.lineside.signalr.protocol.ServerMessage;
import io.lineside.signalr.protocol.Splitter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes what one client sends: cuts its bytes into messages, and has done what each message asks
 * for. Bytes come from the threads of transports, one piece at a time; hub code runs on the
 * connection's lane.
 */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final ServerConnection connection;
    private final HubDispatcher dispatcher;
    private final Lane lane;
    private final Liveness liveness;
    private final Streams streams;
    private final LongSupplier nanos;
    private final int maxMessageBytes;
    private final Splitter splitter;
    private final ByteArrayOutputStream early = new ByteArrayOutputStream(0);
    private boolean begun;

    /** The client has closed, or has sent bytes that are no message: what follows is dropped. */
    private boolean closed;

    private @Nullable Received received;

    Inbox(
            ServerConnection connection,
            HubOptions options,
            HubDispatcher dispatcher,
            Lane lane,
            Liveness liveness,
            Streams streams,
            LongSupplier nanos) {
        this.connection = connection;
        this.dispatcher = dispatcher;
        this.lane = lane;
        this.liveness = liveness;
        this.streams = streams;
        this.nanos = nanos;
        this.maxMessageBytes = options.maxMessageBytes();
        this.splitter = new Splitter(maxMessageBytes);
    }

    /** Takes bytes that came through a transport; drops them if another has taken its place. */
    synchronized void feed(Transport from, ByteBuffer data) {
        boolean wanted = connection.transport() == from && takesMessages(connection.state());
        if (wanted) {
            liveness.received();
        }
        if (!wanted || closed) {
            data.position(data.limit());
            return;
        }
        try {
            splitter.feed(data, this::record);
        } catch (ProtocolException e) {
            splitter.clear();
            if (!closed) {
                broken(e);
            }
        }
    }

    private static boolean takesMessages(Lifecycle.State state) {
        return state == Lifecycle.State.HANDSHAKE || state == Lifecycle.State.OPEN;
    }

    /** Whether posted bytes would be taken now; {@link Posts#resume} is called when they may be. */
    boolean takesPosts() {
        return !lane.paused() && hasRoomForPosts();
    }

    private synchronized boolean hasRoomForPosts() {
        return begun || early.size() < maxMessageBytes;
    }

    /** Takes posted bytes, in order; keeps them while there is no transport yet. */
    void posted(ByteBuffer data) {
        take(data);
        lane.pauseWhenLoaded();
    }

    private synchronized void take(ByteBuffer data) {
        Transport present = connection.transport();
        if (begun && present != null) {
            feed(present, data);
        } else {
            byte[] kept = new byte[data.remaining()];
            data.get(kept);
            early.writeBytes(kept);
        }
    }

    /** The first transport is there: bytes that were posted before are taken. */
    synchronized void begin(Transport from) {
        begun = true;
        byte[] kept = early.toByteArray();
        early.reset();
        if (kept.length > 0) {
            feed(from, ByteBuffer.wrap(kept));
        }
    }

    /** Another transport is there; an unfinished message of the one before is forgotten. */
    synchronized void returned() {
        splitter.clear();
        if (received != null) {
            received.returned();
        }
    }

    /** The number to acknowledge now; 0 for none. */
    synchronized long acknowledge() {
        return received == null ? 0 : received.acknowledge();
    }

    private void record(byte[] record) throws ProtocolException {
        if (closed) {
            return;
        }
        switch (connection.state()) {
            case HANDSHAKE -> handshake(record);
            case OPEN -> counted(connection.recipient().protocol().parse(record));
            case WAITING, AWAY, CLOSING, ENDED -> {}
        }
    }

    private void handshake(byte[] record) {
        Transport transport = connection.transport();
        boolean binary = transport != null && transport.kind().isBinary();
        switch (Handshake.read(record, binary)) {
            case Handshake.Refused(String error) ->
                    connection.close(Handshake.refused(error), "handshake refused: " + error);
            case Handshake.Accepted(HubProtocol protocol, boolean stateful) -> {
                splitter.speak(protocol);
                if (connection.open(protocol, stateful)) {
                    received = new Received(nanos);
                }
            }
        }
    }

    private void counted(ClientMessage message) throws ProtocolException {
        if (received == null) {
            message(message);
        } else if (message instanceof ClientMessage.Sequence(long sequence)) {
            received.continuesAt(sequence);
        } else if (received.isNew(message)) {
            message(message);
        }
    }

    private void message(ClientMessage message) {
        switch (message) {
            case ClientMessage.Invocation call -> call(call);
            case ClientMessage.StreamItem(String of, JsonNode item) ->
                    lane.submit(() -> uploaded(of, upload -> upload.item(item)));
            case ClientMessage.Completion completion -> completed(completion);
            case ClientMessage.Cancel(String stream) -> cancelled(stream);
            case ClientMessage.Ping() -> liveness.pinged();
            case ClientMessage.Close(String error) -> {
                close();
                String why = error == null ? null : "client closed: " + error;
                connection.announceEnd(why);
                lane.submit(() -> connection.close(ServerMessage.Close.GOODBYE, why));
            }
            case ClientMessage.Ack(long sequence) ->
                    connection.recipient().outbox().acknowledged(sequence);
            case ClientMessage.Sequence _ -> LOG.debug("{} numbers messages, ignored", connection);
            case ClientMessage.Ignored(int type) ->
                    LOG.debug("{} sent a message of type {}, ignored", connection, type);
        }
    }

    private void call(ClientMessage.Invocation call) {
        // Uploads are expected from here on, since their items follow at once.
        List<QueuedUpload> uploads =
                call.uploads().isEmpty() ? List.of() : streams.expect(call.uploads());
        lane.submit(() -> dispatcher.invoke(connection, call, uploads));
    }

    private void cancelled(String stream) {
        // A stream that has not begun waits on the lane; its cancellation then follows it there.
        if (!streams.cancel(stream)) {
            lane.submit(() -> streams.cancel(stream));
        }
    }

    private void completed(ClientMessage.Completion completion) {
        // An answer must not wait behind the invocation that waits for it.
        if (!streams.answered(completion)) {
            lane.submit(() -> uploaded(completion.id(), upload -> upload.end(completion.error())));
        }
    }

    private void uploaded(String id, Consumer<QueuedUpload> event) {
        QueuedUpload upload = streams.upload(id);
        if (upload != null) {
            event.accept(upload);
        }
    }

    private void close() {
        closed = true;
        streams.endQuestions();
    }

    private void broken(ProtocolException e) {
        close();
        String why = "protocol error: " + e.getMessage();
        LOG.debug("{}: {}", connection, why);
        if (connection.state() == Lifecycle.State.HANDSHAKE) {
            connection.close(Handshake.refused(Handshake.FAILED), why);
        } else {
            // Behind the invocations that came before; their answers are still sent.
            lane.submit(() -> connection.close(ServerMessage.Close.FAILED_MAY_RETURN, why));
        }
    }
}
