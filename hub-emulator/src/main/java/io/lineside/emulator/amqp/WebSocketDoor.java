package io.lineside.emulator.amqp;

import io.lineside.emulator.net.Channels;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Clock;
import java.util.Date;

/**
 * The first handler on the hub's HTTPS port, before AMQP: it lets the WebSocket upgrade of Event
 * Hubs' path through, and answers all else with 404 and the hub's time, as the cloud does. Used on
 * the channel's event loop.
 */
final class WebSocketDoor extends ChannelInboundHandlerAdapter {

    private static final String PATH = "/$servicebus/websocket";
    // The first is what Azure's Java and .NET clients ask for, the second what the standard says.
    private static final String PROTOCOLS = "AMQPWSB10,amqp";
    private static final int MAX_REQUEST = 16 << 10;
    private static final int MAX_FRAME = 1 << 20;

    private final Clock clock;

    private WebSocketDoor(Clock clock) {
        this.clock = clock;
    }

    /** Adds the handlers to the pipeline's end; a handler behind them has AMQP's bytes alone. */
    static void addTo(ChannelPipeline pipeline, Clock clock) {
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(MAX_REQUEST),
                new WebSocketDoor(clock),
                new WebSocketServerProtocolHandler(
                        WebSocketServerProtocolConfig.newBuilder()
                                .websocketPath(PATH)
                                .subprotocols(PROTOCOLS)
                                .maxFramePayloadLength(MAX_FRAME)
                                .build()),
                new WebSocketBytes());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            ctx.fireChannelRead(message);
            return;
        }
        // Azure's Java client writes the whole address into the request line, as to a proxy.
        String uri = request.uri().replaceFirst("^https?://[^/]*", "");
        boolean upgrade =
                request.headers()
                        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        if (upgrade && uri.replaceFirst("\\?.*", "").equals(PATH)) {
            ctx.fireChannelRead(request.setUri(PATH));
            return;
        }
        ReferenceCountUtil.release(request);
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
        answer.headers()
                .set(HttpHeaderNames.DATE, DateFormatter.format(Date.from(clock.instant())))
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        Channels.writeAndClose(ctx.channel(), answer);
    }
}
