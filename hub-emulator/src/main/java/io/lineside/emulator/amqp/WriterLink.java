package io.lineside.emulator.amqp;

import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.log.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;
import org.apache.qpid.protonj2.buffer.ProtonBufferAllocator;
import org.apache.qpid.protonj2.codec.Decoder;
import org.apache.qpid.protonj2.codec.DecoderState;
import org.apache.qpid.protonj2.codec.decoders.ProtonDecoderFactory;
import org.apache.qpid.protonj2.engine.IncomingDelivery;
import org.apache.qpid.protonj2.engine.Receiver;
import org.apache.qpid.protonj2.types.Symbol;
import org.apache.qpid.protonj2.types.UnsignedLong;
import org.apache.qpid.protonj2.types.messaging.Accepted;
import org.apache.qpid.protonj2.types.messaging.Data;
import org.apache.qpid.protonj2.types.messaging.Rejected;
import org.apache.qpid.protonj2.types.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/** One sender of a client: takes its events, single or in Event Hubs' batches, into the log. */
final class WriterLink {

    /** Bytes: Event Hubs' own limit; a client reads the limit from the answer to its attach. */
    static final UnsignedLong MAX_MESSAGE_SIZE = UnsignedLong.valueOf(1 << 20);

    private static final int BATCH_FORMAT = 0x80013700;
    private static final int CREDIT = 300;

    private final EventLog log;
    private final @Nullable Partition partition;
    private int turn;

    /**
     * @param partition where all goes; null: by partition key, else in turn
     */
    WriterLink(EventLog log, @Nullable Partition partition) {
        this.log = log;
        this.partition = partition;
    }

    void open(Receiver link) {
        link.setMaxMessageSize(MAX_MESSAGE_SIZE);
        link.deliveryReadHandler(this::read);
        link.open();
        link.addCredit(CREDIT);
    }

    private void read(IncomingDelivery delivery) {
        if (delivery.isAborted() || delivery.isPartial()) {
            return;
        }
        ProtonBuffer bytes = delivery.readAll();
        try {
            List<Messages.Sent> events = events(delivery.getMessageFormat(), bytes);
            if (!events.isEmpty()) {
                // A batch goes to one partition: its events stay in order.
                Partition target = target(events.getFirst().partitionKey());
                for (Messages.Sent event : events) {
                    log.appendEncoded(target, event.sections(), event.partitionKey());
                }
            }
            delivery.disposition(Accepted.getInstance(), true);
        } catch (IOException | RuntimeException e) {
            delivery.disposition(
                    new Rejected(
                            new ErrorCondition(
                                    Symbol.valueOf("amqp:internal-error"),
                                    "not taken: " + e.getMessage())),
                    true);
        }
        delivery.getLink().addCredit(1);
    }

    private static List<Messages.Sent> events(int format, @Nullable ProtonBuffer bytes) {
        if (bytes == null) {
            return List.of();
        }
        if (format != BATCH_FORMAT) {
            return List.of(Messages.decodeSent(bytes));
        }
        // A batch is an envelope whose data sections are each a whole encoded message.
        Decoder decoder = ProtonDecoderFactory.create();
        DecoderState state = decoder.newDecoderState();
        List<Messages.Sent> events = new ArrayList<>();
        while (bytes.isReadable()) {
            if (decoder.readObject(bytes, state) instanceof Data data) {
                events.add(
                        Messages.decodeSent(
                                ProtonBufferAllocator.defaultAllocator().copy(data.getValue())));
            }
        }
        return events;
    }

    private Partition target(@Nullable String key) {
        if (partition != null) {
            return partition;
        }
        List<Partition> all = log.partitions();
        return all.get(Math.floorMod(key == null ? turn++ : key.hashCode(), all.size()));
    }
}
