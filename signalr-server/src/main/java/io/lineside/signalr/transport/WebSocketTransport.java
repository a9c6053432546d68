package io.lineside.signalr.transport;

import io.lineside.signalr.HubTransport;
import io.lineside.signalr.connection.ServerConnection;
import io.lineside.signalr.connection.Transport;
import io.lineside.signalr.delivery.Batch;
import io.lineside.signalr.protocol.Encoded;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket (RFC 6455), directly on the end point that Jetty leaves after the upgrade. A batch
 * of messages leaves in one write; each message is in the frame that it shares with all its
 * receivers. Input may come in any pieces. Holds no buffer while nothing is read or written. Jetty
 * calls {@link #onFillable} on a selector thread, one call at a time; writes come from a writer
 * thread.
 */
final class WebSocketTransport extends AbstractConnection
        implements Connection.UpgradeTo, Transport, FrameReader.Sink {

    /** Called by Jetty when there is something to read; never blocks. */
    private final class Reading implements Callback {
        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void succeeded() {
            onFillable();
        }

        @Override
        public void failed(Throwable failure) {
            onFillInterestedFailed(failure);
        }
    }

    private static final int NORMAL = 1000;
    private static final int READ_BYTES = 8 * 1024;

    /** How many reads are done in a row before the selector serves its other sockets. */
    private static final int MOST_READS = 8;

    /** Where the messages of a batch are put side by side; one buffer for each writer thread. */
    private static final ThreadLocal<ByteBuffer> JOINED =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Batch.WRITE_BYTES));

    private final ServerConnection connection;
    private final ByteBufferPool buffers;
    private final FrameReader frames = new FrameReader();
    private final Callback reading = new Reading();

    private final Object lock = new Object();
    private boolean parked;
    private boolean resumed;
    private boolean closeBegun;
    private boolean closeSent;
    private boolean closeReceived;
    private int code = NORMAL;

    // These three belong to the reading thread.
    private boolean paused;
    private boolean inputEnded;
    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;

    WebSocketTransport(EndPoint endPoint, Connector connector, ServerConnection connection) {
        super(endPoint, connector.getExecutor());
        this.connection = connection;
        this.buffers = connector.getByteBufferPool();
    }

    @Override
    public HubTransport kind() {
        return HubTransport.WEB_SOCKETS;
    }

    /**
     * @param prefilled bytes that came behind the request for the upgrade; null for none
     */
    @Override
    public void onUpgradeTo(ByteBuffer prefilled) {
        early = prefilled == null ? BufferUtil.EMPTY_BUFFER : BufferUtil.copy(prefilled);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        // Time-outs are decided by SignalR's own pings.
        getEndPoint().setIdleTimeout(0);
        connection.attached(this);
        ByteBuffer first = early;
        early = BufferUtil.EMPTY_BUFFER;
        if (take(first)) {
            fillInterested(reading);
        }
    }

    @Override
    public void onFillable() {
        RetainableByteBuffer lent = buffers.acquire(READ_BYTES, true);
        try {
            if (read(lent.getByteBuffer())) {
                fillInterested(reading);
            }
        } catch (IOException e) {
            getEndPoint().close(e);
        } finally {
            lent.release();
        }
    }

    /** Whether to read again as soon as there is more; false when reading pauses or has ended. */
    private boolean read(ByteBuffer buffer) throws IOException {
        for (int i = 0; i < MOST_READS; i++) {
            BufferUtil.clear(buffer);
            int size = getEndPoint().fill(buffer);
            if (size < 0) {
                getEndPoint().close();
                return false;
            }
            if (size == 0) {
                return true;
            }
            if (!take(buffer)) {
                return false;
            }
        }
        return true;
    }

    /** Takes what was read; false when reading has to pause. */
    private boolean take(ByteBuffer data) {
        paused = false;
        try {
            if (!inputEnded) {
                frames.feed(data, this);
            }
        } catch (WebSocketFault e) {
            inputEnded = true;
            leave(e.code());
            connection.closeNow("WebSocket protocol error: " + e.getMessage());
        }
        synchronized (lock) {
            parked = paused && !resumed;
            resumed = false;
            return !parked;
        }
    }

    @Override
    public void resume() {
        boolean goOn;
        synchronized (lock) {
            goOn = parked;
            resumed = !parked;
            parked = false;
        }
        if (goOn) {
            fillInterested(reading);
        }
    }

    @Override
    public void data(ByteBuffer part) {
        paused = !connection.received(this, part);
    }

    /** Answers in turn; a client that floods with pings is too slow for the answers. */
    @Override
    public void ping(byte[] payload) {
        connection.recipient().answer(Encoded.control(FrameReader.PONG, payload));
    }

    @Override
    public void closed(int given) {
        inputEnded = true;
        boolean closing;
        boolean both;
        synchronized (lock) {
            closeReceived = true;
            closing = closeBegun;
            both = closeSent;
        }
        if (both) {
            getEndPoint().close();
        } else if (!closing) {
            // Browsers close without a code when nothing is wrong.
            int with = given == FrameReader.NO_CODE ? NORMAL : given;
            leave(with);
            connection.closeNow(with == NORMAL ? null : "socket closed with code " + with);
        }
    }

    private void leave(int with) {
        synchronized (lock) {
            code = with;
        }
    }

    @Override
    public void write(Batch batch, WriteDone done) {
        boolean shared = batch.messages().size() == 1 || batch.bytes() > Batch.WRITE_BYTES;
        ByteBuffer out = shared ? joinOnce(batch) : join(batch);
        try {
            if (getEndPoint().flush(out)) {
                done.succeeded();
                return;
            }
        } catch (IOException e) {
            done.failed(e);
            return;
        }
        ByteBuffer rest = shared ? out : BufferUtil.copy(out);
        getEndPoint().write(Callback.from(done::succeeded, done::failed), rest);
    }

    private static ByteBuffer join(Batch batch) {
        ByteBuffer joined = JOINED.get().clear();
        for (Encoded message : batch.messages()) {
            joined.put(message.framed());
        }
        return joined.flip();
    }

    /** Wraps bytes that are shared with other connections, in a view that is not shared. */
    private static ByteBuffer joinOnce(Batch batch) {
        if (batch.messages().size() == 1) {
            return ByteBuffer.wrap(batch.messages().getFirst().framed());
        }
        ByteBuffer joined = ByteBuffer.allocate(batch.bytes());
        batch.messages().forEach(message -> joined.put(message.framed()));
        return joined.flip();
    }

    /** Sends the close frame; the socket is closed when the client has sent its own. */
    @Override
    public void close() {
        int sent;
        synchronized (lock) {
            if (closeBegun) {
                return;
            }
            closeBegun = true;
            sent = code;
        }
        byte[] payload = ByteBuffer.allocate(Short.BYTES).putShort((short) sent).array();
        ByteBuffer frame = ByteBuffer.wrap(Encoded.control(FrameReader.CLOSE, payload).framed());
        getEndPoint().write(Callback.from(this::closeSent, getEndPoint()::close), frame);
    }

    private void closeSent() {
        boolean both;
        synchronized (lock) {
            closeSent = true;
            both = closeReceived;
        }
        if (both) {
            getEndPoint().close();
        }
    }

    @Override
    public void abort() {
        getEndPoint().close();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        getEndPoint().close(cause);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        connection.lost(this, cause == null ? "socket closed" : "socket failed: " + cause);
    }
}
