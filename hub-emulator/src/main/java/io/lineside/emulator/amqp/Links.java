package io.lineside.emulator.amqp;

import io.lineside.emulator.log.Partition;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.qpid.protonj2.engine.Link;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.engine.impl.ProtonDeliveryTagGenerator;
import org.apache.qpid.protonj2.types.messaging.Source;
import org.apache.qpid.protonj2.types.messaging.Target;
import org.apache.qpid.protonj2.types.messaging.Terminus;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;

/**
 * The links of one client connection: who may attach where, and when a link ends. Used on the
 * channel's event loop alone.
 */
final class Links {

    private final AmqpService service;
    private final ChannelHandlerContext context;
    private final Grants grants;
    private final RequestNodes nodes;

    /** What ends each client's receiving. */
    private final Map<Sender, Runnable> readers = new HashMap<>();

    private final List<Runnable> pumps = new ArrayList<>();

    Links(AmqpService service, ChannelHandlerContext context) {
        this.service = service;
        this.context = context;
        this.grants = new Grants(service.key(), service.clock());
        this.nodes = new RequestNodes(service, grants);
    }

    /** The socket has room again: sends the readers what waits. */
    void pump() {
        List.copyOf(pumps).forEach(Runnable::run);
    }

    /** The connection is lost: no reader waits for events any more. */
    void stop() {
        readers.values().forEach(Runnable::run);
        readers.clear();
        pumps.clear();
    }

    /** Answers a client that wants to receive. */
    void attachSender(Sender link) {
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
                nodes.node(link.getSession(), node).answersBy(link);
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
        ReaderLink readerLink = new ReaderLink(link, context.channel(), partition, service.clock());
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

    /** Answers a client that wants to send. */
    void attachReceiver(Receiver link) {
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
                nodes.node(link.getSession(), node).requestsBy(link);
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

    /** Ends the link when its token ends, unless a newer one has come by then. */
    private void endWithToken(Link<?> link, String entity) {
        Instant until = grants.until(entity);
        if (!grants.isChecked() || until == null) {
            return;
        }
        Duration left = Duration.between(service.clock().instant(), until);
        var unused =
                context.executor()
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

    // As Event Hubs does: it answers the attach, then closes the link with the reason. A bare
    // detach would look like a lost link.
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
        context.flush();
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
}
