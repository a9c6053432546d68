package io.lineside.emulator.amqp;

import io.lineside.emulator.net.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.engine.Connection;
import org.apache.qpid.protonj2.engine.Engine;
import org.apache.qpid.protonj2.engine.EngineFactory;
import org.apache.qpid.protonj2.engine.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: the bytes of its channel, and its AMQP engine; {@link Links} has what the
 * client attaches. Used on the channel's event loop alone.
 */
final class AmqpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final int MAX_FRAME = 65_536;

    private final AmqpService service;
    private final Engine engine = EngineFactory.PROTON.createEngine();
    private @Nullable Links links;

    AmqpConnection(AmqpService service) {
        this.service = service;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Links active = new Links(service, ctx);
        links = active;
        engine.outputHandler(bytes -> Channels.write(ctx.channel(), copy(ctx, bytes)));
        engine.errorHandler(failed -> Channels.close(ctx.flush().channel()));
        new SaslServer(engine);
        Connection connection = engine.connection();
        connection.setContainerId("lineside-hub-emulator");
        connection.setIdleTimeout(service.idleTimeout().toMillis());
        connection.setMaxFrameSize(MAX_FRAME);
        connection.openHandler(
                opened -> {
                    opened.open();
                    // Sends empty frames well inside the peer's idle window, and ends a peer that
                    // is silent for longer than ours.
                    engine.tickAuto(ctx.executor());
                });
        connection.closeHandler(
                remote -> {
                    remote.close();
                    ctx.flush();
                    Channels.close(ctx.channel());
                });
        connection.sessionOpenHandler(
                session -> {
                    session.closeHandler(Session::close);
                    session.open();
                });
        connection.senderOpenHandler(active::attachSender);
        connection.receiverOpenHandler(active::attachReceiver);
        engine.start();
        service.connected(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            byte[] array = new byte[bytes.readableBytes()];
            bytes.readBytes(array);
            engine.ingest(ProtonBufferAllocator.defaultAllocator().copy(array));
        } catch (RuntimeException e) {
            LOG.debug("an AMQP client broke the protocol: {}", e.toString());
            Channels.close(ctx.channel());
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (links != null && ctx.channel().isWritable()) {
            links.pump();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (links != null) {
            links.stop();
        }
        service.disconnected(ctx.channel());
        try {
            engine.shutdown();
        } catch (RuntimeException e) {
            LOG.debug("the engine of a lost connection did not shut down: {}", e.toString());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("an AMQP connection failed: {}", cause.toString());
        Channels.close(ctx.channel());
    }

    private static ByteBuf copy(ChannelHandlerContext ctx, ProtonBuffer bytes) {
        byte[] array = new byte[bytes.getReadableBytes()];
        bytes.readBytes(array, 0, array.length);
        return ctx.alloc().buffer(array.length).writeBytes(array);
    }
}
