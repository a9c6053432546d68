package io.lineside.signalr;

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
 * One WebSocket (RFC 6455), straight on the end point that Jetty leaves after the upgrade. Messages
 * that wait leave in one write, each in the frame it shares with all its receivers; they may come
 * in any pieces. Holds no buffer while nothing moves. Jetty calls {@link #onFillable} on a selector
 * thread, one call at a time; writes come from a writer thread.
 */
final class WebSocketTransport extends AbstractConnection
        implements Connection.UpgradeTo, Transport, FrameReader.Sink {

    /** What Jetty calls when there is something to read: it never blocks. */
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

    /** Reads in a row; then the other sockets of the selector have their turn. */
    private static final int MOST_READS = 8;

    /** Where messages that leave together are put side by side; one for each writer. */
    private static final ThreadLocal<ByteBuffer> JOINED =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Outbox.WRITE_BYTES));

    private final ServerConnection connection;
    private final ByteBufferPool buffers;
    private final FrameReader frames = new FrameReader();
    private final Callback reading = new Reading();

    private final Object lock = new Object();
    private boolean parked;
    private boolean resumed;
    private boolean sayingGoodbye;
    private boolean saidGoodbye;
    private boolean heardGoodbye;
    private int code = NORMAL;

    // The reading thread's own.
    private boolean paused;
    private boolean deaf;
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

    /** What came behind the request for the upgrade. */
    @Override
    public void onUpgradeTo(ByteBuffer prefilled) {
        early = prefilled == null ? BufferUtil.EMPTY_BUFFER : BufferUtil.copy(prefilled);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        // SignalR's own pings and time-outs judge.
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

    /** True when reading is to go on as soon as there is more, false when it is paused or over. */
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

    /** False when reading is to pause. */
    private boolean take(ByteBuffer data) {
        paused = false;
        try {
            if (!deaf) {
                frames.feed(data, this);
            }
        } catch (WebSocketFault e) {
            deaf = true;
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

    /** The answer waits its turn; a client that floods with pings is too slow for the answers. */
    @Override
    public void ping(byte[] payload) {
        connection.answer(Encoded.control(FrameReader.PONG, payload));
    }

    @Override
    public void goodbye(int given) {
        deaf = true;
        boolean saying;
        boolean both;
        synchronized (lock) {
            heardGoodbye = true;
            saying = sayingGoodbye;
            both = saidGoodbye;
        }
        if (both) {
            getEndPoint().close();
        } else if (!saying) {
            // Without a code is how browsers close when nothing is wrong.
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
    public void write(Outbox.Batch batch, WriteDone done) {
        boolean shared = batch.messages().size() == 1 || batch.bytes() > Outbox.WRITE_BYTES;
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

    private static ByteBuffer join(Outbox.Batch batch) {
        ByteBuffer joined = JOINED.get().clear();
        for (Encoded message : batch.messages()) {
            joined.put(message.framed());
        }
        return joined.flip();
    }

    /** The bytes are shared with other connections; this view of them is not. */
    private static ByteBuffer joinOnce(Outbox.Batch batch) {
        if (batch.messages().size() == 1) {
            return ByteBuffer.wrap(batch.messages().getFirst().framed());
        }
        ByteBuffer joined = ByteBuffer.allocate(batch.bytes());
        batch.messages().forEach(message -> joined.put(message.framed()));
        return joined.flip();
    }

    /** Says goodbye; the socket is closed when the client has done so too. */
    @Override
    public void close() {
        int said;
        synchronized (lock) {
            if (sayingGoodbye) {
                return;
            }
            sayingGoodbye = true;
            said = code;
        }
        byte[] payload = ByteBuffer.allocate(Short.BYTES).putShort((short) said).array();
        ByteBuffer frame = ByteBuffer.wrap(Encoded.control(FrameReader.CLOSE, payload).framed());
        getEndPoint().write(Callback.from(this::saidGoodbye, getEndPoint()::close), frame);
    }

    private void saidGoodbye() {
        boolean both;
        synchronized (lock) {
            saidGoodbye = true;
            both = heardGoodbye;
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
