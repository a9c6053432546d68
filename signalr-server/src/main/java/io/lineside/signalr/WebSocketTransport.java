package io.lineside.signalr;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Messages leave as TEXT, whole, and several may share a frame; they may come as
 * TEXT or BINARY, in any pieces. Jetty calls the {@code on…} methods one at a time and reads on
 * only when asked to.
 */
final class WebSocketTransport implements FrameHandler, Transport {

    /** How long Jetty has to answer a client's close before its socket is cut. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ServerConnection connection;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean leaving;
    private volatile @Nullable CoreSession session;
    private volatile @Nullable Throwable failure;

    WebSocketTransport(ServerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        connection.attached(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> {
                boolean more = connection.received(frame.getPayload());
                callback.succeeded();
                if (more) {
                    resume();
                }
            }
            case OpCode.PING -> pong(frame, callback);
            case OpCode.CLOSE -> {
                leaving = true;
                callback.succeeded();
            }
            default -> {
                callback.succeeded();
                resume();
            }
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        failure = cause;
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        closed.complete(null);
        connection.ended(why(status));
        callback.succeeded();
    }

    @Override
    public void write(List<byte[]> messages, int bytes, WriteDone done) {
        CoreSession to = session;
        if (to == null) {
            done.failed(new IllegalStateException("not open"));
        } else if (messages.size() == 1) {
            // The bytes are shared with other connections; the view of them is not.
            ByteBuffer shared = ByteBuffer.wrap(messages.getFirst()).asReadOnlyBuffer();
            to.sendFrame(text(shared), Callback.from(done::succeeded, done::failed), false);
        } else {
            RetainableByteBuffer joined = to.getByteBufferPool().acquire(bytes, true);
            ByteBuffer buffer = joined.getByteBuffer();
            int position = BufferUtil.flipToFill(buffer);
            messages.forEach(buffer::put);
            BufferUtil.flipToFlush(buffer, position);
            Callback callback = Callback.from(done::succeeded, done::failed);
            to.sendFrame(text(buffer), Callback.from(joined::release, callback), false);
        }
    }

    @Override
    public void close() {
        CoreSession to = session;
        if (to != null) {
            to.close(CloseStatus.NORMAL, null, Callback.NOOP);
        }
    }

    @Override
    public void abort() {
        CoreSession to = session;
        if (to == null) {
            return;
        }
        if (leaving) {
            // A write that fails once the client has said goodbye is no fault: Jetty's answer to
            // the
            // goodbye is on its way, and cutting the socket now would take it from the client.
            CompletableFuture<Void> unused =
                    closed.completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                            .thenRun(to::abort);
        } else {
            to.abort();
        }
    }

    @Override
    public void resume() {
        CoreSession from = session;
        if (from != null) {
            from.demand();
        }
    }

    /** Reading goes on when the pong has left, so a flood of pings cannot pile up answers. */
    private void pong(Frame ping, Callback callback) {
        CoreSession to = session;
        ByteBuffer payload = BufferUtil.copy(ping.getPayload());
        callback.succeeded();
        if (to != null) {
            Frame pong = new Frame(OpCode.PONG).setPayload(payload);
            to.sendFrame(pong, Callback.from(this::resume, ignored -> resume()), false);
        }
    }

    private static Frame text(ByteBuffer payload) {
        return new Frame(OpCode.TEXT).setPayload(payload);
    }

    private @Nullable String why(CloseStatus status) {
        Throwable cause = failure;
        if (cause != null) {
            return "socket failed: " + cause;
        }
        return status.getCode() == CloseStatus.NORMAL
                ? null
                : "socket closed with code " + status.getCode();
    }
}
