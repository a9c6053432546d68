package io.lineside.core.engine;

import io.lineside.core.source.Decoder;
import io.lineside.core.source.RawMessage;
import io.lineside.core.source.SourceEvent;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes what the source reports, decodes messages on its threads, and fills the inbox. */
final class MessageIntake implements Consumer<SourceEvent> {

    private final Decoder decoder;
    private final Inbox inbox;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final BooleanSupplier wanted;

    /** {@code wanted} turns false when no thread empties the inbox any more. */
    MessageIntake(
            Decoder decoder,
            Inbox inbox,
            Clock clock,
            LongSupplier nanoTime,
            BooleanSupplier wanted) {
        this.decoder = decoder;
        this.inbox = inbox;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.wanted = wanted;
    }

    @Override
    public void accept(SourceEvent event) {
        switch (event) {
            case SourceEvent.Message(RawMessage message) -> put(message);
            case SourceEvent.Answered _, SourceEvent.Lost _, SourceEvent.Moved _ -> {
                boolean unused = inbox.offer(new Inbound.Source(event));
            }
        }
    }

    private void put(RawMessage message) {
        String device = message.device();
        Inbound.Arrival arrival =
                new Inbound.Arrival(
                        message.partition(),
                        message.sequenceNumber(),
                        message.enqueuedTime(),
                        device == null ? "" : device,
                        message.body().length,
                        decoder.decode(message),
                        Moment.now(clock, nanoTime));
        try {
            if (!inbox.put(arrival, wanted)) {
                throw new IllegalStateException("the plant thread has ended");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for room in the inbox");
        }
    }
}
