package io.lineside.signalr.transport;

import io.lineside.signalr.connection.Post;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A client's POST as a request of Jetty's. Status codes are those of ASP.NET Core. */
final class HttpPost implements Post {

    private final HttpExchange exchange;
    private @Nullable Throwable failure;

    HttpPost(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public Part read(Consumer<ByteBuffer> to) {
        Content.Chunk chunk = exchange.request().read();
        if (chunk == null) {
            return Part.NONE;
        }
        if (Content.Chunk.isFailure(chunk)) {
            failure = chunk.getFailure();
            return Part.FAILED;
        }
        Part part = chunk.isLast() ? Part.LAST : Part.SOME;
        to.accept(chunk.getByteBuffer());
        chunk.release();
        return part;
    }

    @Override
    public void whenMoreHasCome(Runnable task) {
        exchange.request().demand(task);
    }

    @Override
    public boolean isAtEnd() {
        Content.Chunk chunk = exchange.request().read();
        if (chunk == null) {
            return false;
        }
        boolean end = chunk.isLast() && !chunk.hasRemaining() && !Content.Chunk.isFailure(chunk);
        chunk.release();
        return end;
    }

    @Override
    public void accept() {
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        exchange.answer(200, "");
    }

    @Override
    public void refuseAsUnknown() {
        exchange.answer(404, "No Connection with that ID");
    }

    @Override
    public void refuseAsTooMany() {
        exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        exchange.answer(503, "Too many requests of this connection wait");
    }

    @Override
    public void fail() {
        exchange.callback().failed(Objects.requireNonNull(failure, "nothing has failed"));
    }
}
