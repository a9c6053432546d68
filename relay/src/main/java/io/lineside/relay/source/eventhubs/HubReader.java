package io.lineside.relay.source.eventhubs;

import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventProcessorClient;
import com.azure.messaging.eventhubs.models.ErrorContext;
import com.azure.messaging.eventhubs.models.EventContext;
import com.azure.messaging.eventhubs.models.EventPosition;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.core.source.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of Azure's processor. A reader is thrown away and made anew when it is stuck or the hub
 * was gone. Two readers may overlap for a moment; since each goes on after the newest message
 * handed on, no message is skipped.
 */
final class HubReader {

    private static final Logger LOG = LoggerFactory.getLogger(HubReader.class);
    // A processor ends its partitions within tenths of a second; what it waits for beyond that
    // never comes.
    private static final Duration STOP = Duration.ofSeconds(2);

    private final Progress progress;
    private final Consumer<SourceEvent> sink;
    private final Ownership ownership;
    private final EventProcessorClient processor;
    private volatile boolean live = true;

    HubReader(
            HubClients clients,
            Function<String, EventPosition> start,
            Progress progress,
            Consumer<SourceEvent> sink,
            InstantSource clock) {
        this.progress = progress;
        this.sink = sink;
        this.ownership = new Ownership(clock);
        this.processor =
                clients.reading()
                        .checkpointStore(ownership)
                        .initialPartitionEventPosition(start)
                        .processEvent(this::onEvent)
                        .processError(this::onError)
                        .processPartitionClose(
                                closed ->
                                        ownership.release(
                                                closed.getPartitionContext().getPartitionId()))
                        .buildEventProcessorClient();
    }

    void start() {
        processor.start();
    }

    /**
     * Stops handing messages on at once; ends the processor on a thread of its own, which is
     * returned.
     */
    Thread stop() {
        live = false;
        ownership.close();
        return Thread.ofPlatform().daemon().name("source-stop").start(this::stopProcessor);
    }

    private void stopProcessor() {
        try {
            processor.stop(STOP);
        } catch (RuntimeException e) {
            LOG.debug("The processor did not stop in time", e);
        }
    }

    private void onEvent(EventContext context) {
        EventData event = context.getEventData();
        if (!live || event == null) {
            return;
        }
        String partition = context.getPartitionContext().getPartitionId();
        RawMessage message = read(partition, event);
        progress.begin(partition);
        sink.accept(new SourceEvent.Message(message));
        // A reader that was thrown away meanwhile must not move the progress that its successor
        // goes on from; the successor reads the message again, and the engine drops the duplicate.
        if (live) {
            progress.done(partition, message.sequenceNumber());
        }
    }

    /**
     * An event that cannot be read becomes a message without a body, which is then rejected and
     * counted.
     */
    private static RawMessage read(String partition, EventData event) {
        try {
            return Messages.of(partition, event);
        } catch (RuntimeException e) {
            LOG.warn("An event of partition {} cannot be read: {}", partition, e.getMessage());
            Instant enqueued = event.getEnqueuedTime();
            Long number = event.getSequenceNumber();
            if (enqueued == null || number == null) {
                throw e;
            }
            return new RawMessage(partition, number, enqueued, MessageProperties.NONE, new byte[0]);
        }
    }

    private void onError(ErrorContext context) {
        if (live) {
            LOG.warn(
                    "Reading partition {}: {}",
                    context.getPartitionContext().getPartitionId(),
                    EventHubsSource.reason(context.getThrowable()));
        }
    }
}
