package io.lineside.relay.source.eventhubs;

import io.lineside.core.source.EventSource;
import io.lineside.core.source.Position;
import io.lineside.core.source.SourceEvent;
import io.lineside.program.RootCause;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * IoT Hub's Event Hubs-compatible endpoint. A watching thread asks the hub every second how far its
 * partitions go. While the hub does not answer, the source is lost. When the hub answers again, or
 * has messages that do not arrive, the processor is made anew (Azure's own is known to stop
 * silently).
 */
public final class EventHubsSource implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(EventHubsSource.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    // How many answers in a row must show less than was read before the hub counts as one that
    // started again: with one stale answer believed, everything would be read a second time.
    private static final int SURE = 3;

    private final HubProbe probe;
    private final HubClients clients;
    private final Progress progress;
    private final Starts starts;
    private final Clock clock;
    private final Thread watching;
    private Consumer<SourceEvent> sink = _ -> {};
    private @Nullable HubReader reader;
    private boolean lost;
    private int aheadOfHub;
    private volatile boolean closed;

    private EventHubsSource(RelayConfig.Source config, Map<String, Position> stored, Clock clock) {
        this.clients = new HubClients(config);
        this.probe = new HubProbe(clients);
        this.progress = new Progress(stored, System::nanoTime);
        this.starts = new Starts(progress, clock.instant().minus(config.firstStart()));
        this.clock = clock;
        this.watching = Thread.ofPlatform().name("source-watch").unstarted(this::watch);
    }

    /**
     * A source that goes on at the stored positions.
     *
     * @param stored by partition, how far the partition is read
     * @throws IOException when the trusted certificates cannot be read
     */
    public static EventHubsSource of(
            RelayConfig.Source config, Map<String, Position> stored, Clock clock)
            throws IOException {
        Path certificates = config.trustedCertificates();
        if (certificates != null) {
            // Azure's client takes its TLS settings only from the JVM's default, so this changes
            // the default of the whole process.
            SSLContext.setDefault(Trust.with(certificates));
        }
        return new EventHubsSource(config, stored, clock);
    }

    @Override
    public void start(Consumer<SourceEvent> to) {
        sink = to;
        watching.start();
    }

    @Override
    public void close() {
        closed = true;
        watching.interrupt();
        try {
            watching.join(Duration.ofSeconds(5));
            HubReader last = reader;
            if (last != null) {
                last.stop().join(Duration.ofSeconds(6));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        probe.close();
        LOG.info("Reading has ended");
    }

    /** What went wrong, in one line, without the exceptions that wrap the cause. */
    static String reason(Throwable thrown) {
        if (RootCause.of(thrown) instanceof TimeoutException) {
            // Reactor's own words, which tell an operator nothing.
            return "the hub did not answer in time";
        }
        return RootCause.line(thrown);
    }

    private void watch() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.error("Watching the source failed", e);
            }
            try {
                Thread.sleep(EVERY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void look() {
        Instant asked = clock.instant();
        long began = System.nanoTime();
        Map<String, HubPartition> found;
        try {
            found = probe.ask();
        } catch (RuntimeException e) {
            probe.close();
            // While messages come, the hub is there, even when it did not answer the question.
            if (!closed && !progress.movedSince(began)) {
                lose(reason(e));
            }
            return;
        }
        if (lost) {
            LOG.info("The source is there again");
            lost = false;
        }
        read(found, began);
        Map<String, Long> tails = new HashMap<>();
        found.forEach((id, p) -> tails.put(id, p.last()));
        sink.accept(new SourceEvent.Answered(asked, tails));
    }

    private void lose(String why) {
        if (!lost) {
            LOG.warn("The source is lost: {}", why);
            lost = true;
        }
        stopReader();
        sink.accept(new SourceEvent.Lost(why));
    }

    private void read(Map<String, HubPartition> found, long asked) {
        aheadOfHub = isAhead(found, asked) ? aheadOfHub + 1 : 0;
        if (aheadOfHub > 0 && aheadOfHub < SURE) {
            return;
        }
        if (reader != null && (aheadOfHub > 0 || isStuck(found))) {
            stopReader();
        }
        if (reader == null) {
            starts.align(found.values()).forEach(sink);
            aheadOfHub = 0;
            progress.restart();
            LOG.info("Reading {} partitions", found.size());
            HubReader made = new HubReader(clients, starts::position, progress, sink, clock);
            reader = made;
            made.start();
        }
    }

    /** Whether more was read than the hub has by its answer. */
    private boolean isAhead(Map<String, HubPartition> found, long asked) {
        // Messages that came since the question was sent may be newer than its answer.
        return !progress.movedSince(asked)
                && found.values().stream()
                        .anyMatch(
                                partition -> {
                                    Long read = progress.handedOn(partition.id());
                                    return read != null && read > partition.last();
                                });
    }

    private boolean isStuck(Map<String, HubPartition> found) {
        for (HubPartition partition : found.values()) {
            if (progress.isStuck(partition.id(), partition.last(), PATIENCE)) {
                LOG.warn(
                        "Partition {} stays at {} of {}; reading anew",
                        partition.id(),
                        progress.handedOn(partition.id()),
                        partition.last());
                return true;
            }
        }
        return false;
    }

    private void stopReader() {
        HubReader old = reader;
        reader = null;
        if (old != null) {
            Thread unused = old.stop();
        }
    }
}
