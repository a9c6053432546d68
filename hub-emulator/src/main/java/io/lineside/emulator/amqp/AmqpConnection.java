package io.lineside.emulator.amqp;

import io.lineside.emulator.device.Channels;
import io.lineside.emulator.log.Partition;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.engine.Connection;
import org.apache.qpid.protonj2.engine.Engine;
import org.apache.qpid.protonj2.engine.EngineFactory;
import org.apache.qpid.protonj2.engine.Link;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.engine.Session;
import org.apache.qpid.protonj2.engine.impl.ProtonDeliveryTagGenerator;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.messaging.Terminus;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: its AMQP engine, its links, its tokens. All on the channel's event loop.
 */
final class AmqpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final int MAX_FRAME = 65_536;

    private record NodeKey(Session session, Address.Node node) {}

    private final AmqpService service;
    private final Engine engine = EngineFactory.PROTON.createEngine();
    private final Grants grants;
    private final Map<NodeKey, RequestNode> nodes = new HashMap<>();
    private final Map<Sender, Runnable> readers = new HashMap<>();
    private final List<Runnable> pumps = new ArrayList<>();
    private @Nullable ChannelHandlerContext context;

    AmqpConnection(AmqpService service) {
        this.service = service;
        this.grants = new Grants(service.key(), service.clock());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        engine.outputHandler(bytes -> Channels.write(ctx.channel(), copy(ctx, bytes)));
        engine.errorHandler(failed -> Channels.close(ctx.flush().channel()));
        new SaslServer(engine);
        Connection connection = engine.connection();
        connection.setContainerId("lineside-hub-emulator");
        connection.setIdleTimeout(service.idleTimeout().toMillis());
        connection.setMaxFrameSize(MAX_FRAME);
        connection.openHandler(this::opened);
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
        connection.senderOpenHandler(this::attachSender);
        connection.receiverOpenHandler(this::attachReceiver);
        engine.start();
        service.connected(ctx.channel());
    }

    private void opened(Connection connection) {
        connection.open();
        // Empty frames well inside the peer's idle window, and the end of a peer that is silent for
        // longer than ours.
        engine.tickAuto(requireContext().executor());
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
        if (ctx.channel().isWritable()) {
            List.copyOf(pumps).forEach(Runnable::run);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        readers.values().forEach(Runnable::run);
        readers.clear();
        pumps.clear();
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

    private void attachSender(Sender link) {
        Source source = link.getRemoteSource();
        Address address = Address.parse(source == null ? null : source.getAddress());
        link.setSource(source);
        Terminus target = link.getRemoteTarget();
        if (target instanceof Target known) {
            link.setTarget(known);
        }
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        link.setDeliveryTagGenerator(
                ProtonDeliveryTagGenerator.BUILTIN.SEQUENTIAL.createGenerator());
        link.closeHandler(this::remotelyClosed);
        link.detachHandler(this::remotelyClosed);
        switch (address) {
            case Address.Node node -> {
                link.open();
                node(link.getSession(), node).answersBy(link);
            }
            case Address.Reader reader -> attachReader(link, source, reader);
            case Address.Writer _ ->
                    refuse(link, Errors.notFound(source == null ? "" : source.getAddress()));
            case null ->
                    refuse(
                            link,
                            Errors.notFound(
                                    source == null ? "" : String.valueOf(source.getAddress())));
        }
    }

    private void attachReader(Sender link, Source source, Address.Reader reader) {
        Partition partition = service.log().partition(reader.partition()).orElse(null);
        if (partition == null
                || !reader.hub().equalsIgnoreCase(service.hub())
                || !service.readers().know(reader.consumerGroup())) {
            refuse(link, Errors.notFound(source.getAddress()));
            return;
        }
        if (!grants.allow(source.getAddress())) {
            refuse(link, Errors.unauthorized("no valid token for " + source.getAddress()));
            return;
        }
        long from;
        try {
            from = StartPosition.resolve(source, partition);
        } catch (IllegalArgumentException e) {
            refuse(link, Errors.argument(String.valueOf(e.getMessage())));
            return;
        }
        ReaderLink readerLink =
                new ReaderLink(link, requireContext().channel(), partition, service.clock());
        ErrorCondition refused =
                service.readers().admit(reader.consumerGroup(), reader.partition(), readerLink);
        if (refused != null) {
            refuse(link, refused);
            return;
        }
        Runnable pump = readerLink::pump;
        pumps.add(pump);
        readers.put(
                link,
                () -> {
                    readerLink.stop();
                    service.readers().leave(reader.consumerGroup(), reader.partition(), readerLink);
                    pumps.remove(pump);
                });
        link.open();
        readerLink.start(from);
        endWithToken(link, source.getAddress());
    }

    private void attachReceiver(Receiver link) {
        Terminus terminus = link.getRemoteTarget();
        Target target = terminus instanceof Target known ? known : null;
        String text = target == null ? null : target.getAddress();
        Address address = Address.parse(text);
        link.setSource(link.getRemoteSource());
        if (target != null) {
            link.setTarget(target);
        }
        link.setSenderSettleMode(link.getRemoteSenderSettleMode());
        link.setReceiverSettleMode(link.getRemoteReceiverSettleMode());
        link.closeHandler(this::remotelyClosed);
        link.detachHandler(this::remotelyClosed);
        switch (address) {
            case Address.Node node -> {
                link.setMaxMessageSize(WriterLink.MAX_MESSAGE_SIZE);
                node(link.getSession(), node).requestsBy(link);
            }
            case Address.Writer writer -> attachWriter(link, String.valueOf(text), writer);
            case Address.Reader _ -> refuse(link, Errors.notFound(String.valueOf(text)));
            case null -> refuse(link, Errors.notFound(String.valueOf(text)));
        }
    }

    private void attachWriter(Receiver link, String text, Address.Writer writer) {
        Partition partition =
                writer.partition() == null
                        ? null
                        : service.log().partition(writer.partition()).orElse(null);
        if (!writer.hub().equalsIgnoreCase(service.hub())
                || (writer.partition() != null && partition == null)) {
            refuse(link, Errors.notFound(text));
        } else if (!grants.allow(text)) {
            refuse(link, Errors.unauthorized("no valid token for " + text));
        } else {
            new WriterLink(service.log(), partition).open(link);
            endWithToken(link, text);
        }
    }

    private RequestNode node(Session session, Address.Node node) {
        return nodes.computeIfAbsent(
                new NodeKey(session, node),
                key ->
                        switch (node) {
                            case CBS -> new RequestNode(this::putToken);
                            case MANAGEMENT -> new RequestNode(this::manage);
                        });
    }

    private ProtonBuffer manage(Messages.Request request) {
        if (!grants.allow(service.hub())) {
            // The Java client puts its token into the request itself.
            String fault =
                    grants.accept(service.hub(), ":sastoken", request.property("security_token"));
            if (fault != null) {
                return Messages.answer(request, 401, fault, null);
            }
        }
        return service.management().answer(request);
    }

    private ProtonBuffer putToken(Messages.Request request) {
        if (!request.property("operation").equals("put-token")) {
            return Messages.answer(request, 400, "operation must be put-token", null);
        }
        String fault =
                grants.accept(
                        request.property("name"),
                        request.property("type"),
                        String.valueOf(request.body()));
        return fault == null
                ? Messages.answer(request, 202, "Accepted", null)
                : Messages.answer(request, 401, fault, null);
    }

    /** Ends the link when its token ends, unless a newer one has come by then. */
    private void endWithToken(Link<?> link, String entity) {
        Instant until = grants.until(entity);
        if (!grants.isChecked() || until == null) {
            return;
        }
        Duration left = Duration.between(service.clock().instant(), until);
        var unused =
                requireContext()
                        .executor()
                        .schedule(
                                () -> {
                                    if (!link.isLocallyOpen()) {
                                        return;
                                    }
                                    if (grants.allow(entity)) {
                                        endWithToken(link, entity);
                                    } else {
                                        end(
                                                link,
                                                Errors.unauthorized(
                                                        "the token for "
                                                                + entity
                                                                + " has expired"));
                                    }
                                },
                                Math.max(left.toMillis(), 1),
                                TimeUnit.MILLISECONDS);
    }

    // Event Hubs answers the attach, then closes with the reason: a bare detach would look like a
    // lost link.
    private void refuse(Link<?> link, ErrorCondition condition) {
        if (link instanceof Receiver receiver) {
            receiver.setTarget((Target) null);
        } else if (link instanceof Sender sender) {
            sender.setSource(null);
        }
        link.open();
        end(link, condition);
    }

    private void end(Link<?> link, ErrorCondition condition) {
        link.setCondition(condition);
        link.close();
        requireContext().flush();
    }

    private void remotelyClosed(Link<?> link) {
        if (link instanceof Sender) {
            Runnable stop = readers.remove(link);
            if (stop != null) {
                stop.run();
            }
        }
        if (link.isLocallyOpen()) {
            link.close();
        }
    }

    private ChannelHandlerContext requireContext() {
        if (context == null) {
            throw new IllegalStateException("the connection is not active yet");
        }
        return context;
    }

    private static ByteBuf copy(ChannelHandlerContext ctx, ProtonBuffer bytes) {
        byte[] array = new byte[bytes.getReadableBytes()];
        bytes.readBytes(array, 0, array.length);
        return ctx.alloc().buffer(array.length).writeBytes(array);
    }
}
