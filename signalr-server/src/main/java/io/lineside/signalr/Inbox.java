package io.lineside.signalr;

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
 * What one client says, from bytes to what is done about it. Bytes come from transports' threads,
 * one piece at a time; hub code is put onto the connection's lane.
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
    // The client has said goodbye or what is no message: nothing behind that counts.
    private boolean deaf;
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

    /** Takes all of what came through a transport, unless another has taken its place. */
    synchronized void feed(Transport from, ByteBuffer data) {
        boolean wanted = connection.transport() == from && connection.listens();
        if (wanted) {
            liveness.heard();
        }
        if (!wanted || deaf) {
            data.position(data.limit());
            return;
        }
        try {
            splitter.feed(data, this::record);
        } catch (ProtocolException e) {
            splitter.clear();
            if (!deaf) {
                broken(e);
            }
        }
    }

    /** Whether what is posted has a transport to belong to, or may be kept until it has. */
    synchronized boolean takesPosts() {
        return begun || early.size() < maxMessageBytes;
    }

    /** Takes what was posted, and keeps it when that was before there was a transport. */
    synchronized void posted(ByteBuffer data) {
        Transport present = connection.transport();
        if (begun && present != null) {
            feed(present, data);
        } else {
            byte[] kept = new byte[data.remaining()];
            data.get(kept);
            early.writeBytes(kept);
        }
    }

    /** The first transport is there. */
    synchronized void begin(Transport from) {
        begun = true;
        byte[] kept = early.toByteArray();
        early.reset();
        if (kept.length > 0) {
            feed(from, ByteBuffer.wrap(kept));
        }
    }

    /** Another transport is there: half a message of the one before will not be ended. */
    synchronized void returned() {
        splitter.clear();
        if (received != null) {
            received.returned();
        }
    }

    /** The number to acknowledge now; 0 when nothing is owed. */
    synchronized long acknowledge() {
        return received == null ? 0 : received.acknowledge();
    }

    private void record(byte[] record) throws ProtocolException {
        if (deaf) {
            return;
        }
        switch (connection.state()) {
            case HANDSHAKE -> handshake(record);
            case OPEN -> counted(connection.protocol().parse(record));
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

    private void counted(HubMessage message) throws ProtocolException {
        if (received == null) {
            message(message);
        } else if (message instanceof HubMessage.Sequence(long sequence)) {
            received.continuesAt(sequence);
        } else if (received.isNew(message)) {
            message(message);
        }
    }

    private void message(HubMessage message) {
        switch (message) {
            case HubMessage.Invocation call -> call(call);
            case HubMessage.StreamItem(String of, JsonNode item) ->
                    lane.submit(() -> uploaded(of, upload -> upload.item(item)));
            case HubMessage.Completion completion -> completed(completion);
            case HubMessage.Cancel(String stream) -> cancelled(stream);
            case HubMessage.Ping() -> liveness.pinged();
            case HubMessage.Close(String error) -> {
                hearNoMore();
                String why = error == null ? null : "client closed: " + error;
                connection.goodbye(why);
                lane.submit(() -> connection.close(ServerConnection.GOODBYE, why));
            }
            case HubMessage.Ack(long sequence) -> connection.acknowledged(sequence);
            case HubMessage.Sequence _ -> LOG.debug("{} numbers messages, ignored", connection);
            case HubMessage.Ignored(int type) ->
                    LOG.debug("{} sent a message of type {}, ignored", connection, type);
        }
    }

    private void call(HubMessage.Invocation call) {
        // Uploads are expected from here on: their items come right behind.
        List<Upload> uploads =
                call.uploads().isEmpty() ? List.of() : streams.expect(call.uploads());
        lane.submit(() -> dispatcher.invoke(connection, call, uploads));
    }

    private void cancelled(String stream) {
        // One that has not begun waits on the lane, where this comes behind it.
        if (!streams.cancel(stream)) {
            lane.submit(() -> streams.cancel(stream));
        }
    }

    private void completed(HubMessage.Completion completion) {
        // An answer must not wait behind the call that waits for it.
        if (!streams.answered(completion)) {
            lane.submit(() -> uploaded(completion.id(), upload -> upload.end(completion.error())));
        }
    }

    private void uploaded(String id, Consumer<Upload> event) {
        Upload upload = streams.upload(id);
        if (upload != null) {
            event.accept(upload);
        }
    }

    private void hearNoMore() {
        deaf = true;
        streams.endQuestions();
    }

    private void broken(ProtocolException e) {
        hearNoMore();
        String why = "protocol error: " + e.getMessage();
        LOG.debug("{}: {}", connection, why);
        if (connection.state() == Lifecycle.State.HANDSHAKE) {
            connection.close(Handshake.refused(Handshake.FAILED), why);
        } else {
            // Behind the calls that came before it, whose answers still go out.
            lane.submit(() -> connection.close(ServerConnection.FAILED_COME_BACK, why));
        }
    }
}
