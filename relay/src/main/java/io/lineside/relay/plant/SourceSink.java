package io.lineside.relay.plant;

import io.lineside.relay.decode.Decoder;
import io.lineside.relay.ingest.RawMessage;
import io.lineside.relay.ingest.SourceEvent;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Takes what the source tells, decodes messages on the source's threads, and fills the inbox. */
final class SourceSink implements Consumer<SourceEvent> {

    private final Decoder decoder = new Decoder();
    private final Inbox inbox;
    private final Clock clock;
    private final BooleanSupplier wanted;

    /** {@code wanted} turns false when nobody empties the inbox any more. */
    SourceSink(Inbox inbox, Clock clock, BooleanSupplier wanted) {
        this.inbox = inbox;
        this.clock = clock;
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
                        Moment.now(clock, System::nanoTime));
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
