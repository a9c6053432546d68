package io.lineside.emulator.amqp;

import io.lineside.emulator.log.LoggedEvent;
import io.lineside.emulator.log.Partition;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.engine.OutgoingDelivery;
import org.apache.qpid.protonj2.engine.Sender;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;
import org.apache.qpid.protonj2.types.transport.SenderSettleMode;
import org.jspecify.annotations.Nullable;

/**
 * One receiver of a client: sends it a partition's events as far as its credit and its socket
 * allow. Lives on the connection's event loop; {@link #wake} and {@link #evict} may come from
 * anywhere.
 */
final class ReaderLink {

    private static final Symbol RUNTIME_METRIC =
            Symbol.valueOf("com.microsoft:enable-receiver-runtime-metric");
    private static final Symbol EPOCH = Symbol.valueOf("com.microsoft:epoch");

    private final Sender link;
    private final Channel channel;
    private final Partition partition;
    private final Clock clock;
    private final boolean runtimeMetric;
    private final Runnable watcher = this::wake;
    private final AtomicBoolean woken = new AtomicBoolean();
    private long next;

    ReaderLink(Sender link, Channel channel, Partition partition, Clock clock) {
        this.link = link;
        this.channel = channel;
        this.partition = partition;
        this.clock = clock;
        Symbol[] desired = link.getRemoteDesiredCapabilities();
        this.runtimeMetric = desired != null && Arrays.asList(desired).contains(RUNTIME_METRIC);
    }

    @Nullable Long epoch() {
        Map<Symbol, Object> properties = link.getRemoteProperties();
        return properties != null && properties.get(EPOCH) instanceof Number number
                ? number.longValue()
                : null;
    }

    /** Begins to send from this sequence number. */
    void start(long from) {
        next = from;
        link.creditStateUpdateHandler(sender -> pump());
        partition.watch(watcher);
        pump();
    }

    void stop() {
        partition.unwatch(watcher);
    }

    /** There may be something to send. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::pump);
        }
    }

    /** Ends the link with an error. */
    void evict(ErrorCondition condition) {
        channel.eventLoop()
                .execute(
                        () -> {
                            stop();
                            if (link.isLocallyOpen()) {
                                link.setCondition(condition);
                                link.close();
                                channel.flush();
                            }
                        });
    }

    /** Sends what credit and socket take; what remains goes when either has room again. */
    void pump() {
        woken.set(false);
        if (!link.isLocallyOpen() || link.isRemotelyClosedOrDetached()) {
            return;
        }
        LoggedEvent event = partition.at(next);
        while (event != null && link.isSendable() && channel.isWritable()) {
            send(event);
            next = event.sequence() + 1;
            event = partition.at(next);
        }
        if (event == null && link.isDraining()) {
            link.drained();
        }
        channel.flush();
    }

    private void send(LoggedEvent event) {
        OutgoingDelivery delivery = link.next();
        ProtonBuffer buffer = ProtonBufferAllocator.defaultAllocator().copy(event.message());
        if (runtimeMetric) {
            ProtonBuffer annotated = Messages.deliveryAnnotations(runtimeInformation());
            annotated.writeBytes(buffer);
            buffer = annotated;
        }
        if (link.getSenderSettleMode() == SenderSettleMode.SETTLED) {
            delivery.settle();
        } else {
            delivery.deliveryStateUpdatedHandler(OutgoingDelivery::settle);
        }
        delivery.writeBytes(buffer);
    }

    private Map<Symbol, Object> runtimeInformation() {
        Map<Symbol, Object> map = new LinkedHashMap<>();
        LoggedEvent last = partition.extent().last();
        if (last != null) {
            map.put(Symbol.valueOf("last_enqueued_sequence_number"), last.sequence());
            map.put(Symbol.valueOf("last_enqueued_offset"), Long.toString(last.offset()));
            map.put(Symbol.valueOf("last_enqueued_time_utc"), Date.from(last.enqueued()));
        }
        map.put(Symbol.valueOf("runtime_info_retrieval_time_utc"), Date.from(clock.instant()));
        return map;
    }
}
