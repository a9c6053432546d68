package io.lineside.desktop.link;

import io.lineside.desktop.client.RelayClient;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.plant.PlantIndex;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream from the relay: its thread, and the doors for the rest of the desktop. Safe on any
 * thread.
 */
public final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long TICK_MILLIS = 100;
    private static final int MOST_PASSAGES = 10_000;

    /**
     * A state the link was in.
     *
     * @param at this computer's clock when it began, epoch milliseconds
     */
    public record Passage(String state, String source, long at) {}

    private final LinkCounters counters = new LinkCounters();
    private final List<Passage> passages = new ArrayList<>();
    private final InstantSource clock;
    private final LongSupplier nanoTime = System::nanoTime;
    private final LatencyLog latency;
    private final Inbox inbox;
    private final SignalRTransport transport;
    private final LinkCore core;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param client for the requests that go with the stream
     * @param paths what to subscribe to; empty: every site
     * @param values written by the link thread alone, as the alarms
     */
    public Link(
            RelayClient client,
            List<String> paths,
            LatestValues values,
            LatestAlarms alarms,
            InstantSource clock) {
        this.clock = clock;
        this.latency = new LatencyLog(clock);
        this.inbox = new Inbox(counters, nanoTime);
        this.transport = new SignalRTransport(client, inbox, counters, nanoTime);
        this.core = new LinkCore(transport, values, alarms, paths, counters, latency);
        this.thread = Thread.ofPlatform().daemon().name("link").unstarted(this::run);
    }

    /** Begins to connect. */
    public void start() {
        thread.start();
    }

    private void run() {
        core.start(nanoTime.getAsLong());
        while (running) {
            try {
                inbox.drainTo(core, TICK_MILLIS);
                core.tick(nanoTime.getAsLong());
                note(core.status());
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException | Error e) {
                LOG.error("the link thread met an error; going on", e);
            }
        }
        transport.close();
    }

    private void note(LinkStatus status) {
        String state = status.link().name();
        String source = status.source().word();
        synchronized (passages) {
            Passage last = passages.isEmpty() ? null : passages.getLast();
            if (last == null || !last.state().equals(state) || !last.source().equals(source)) {
                passages.add(new Passage(state, source, clock.millis()));
                if (passages.size() > MOST_PASSAGES) {
                    passages.removeFirst();
                }
            }
        }
    }

    /** How the link stands. */
    public LinkStatus status() {
        return core.status(nanoTime.getAsLong());
    }

    /** The plant as the relay last described it. */
    public PlantIndex plant() {
        return core.plant();
    }

    /** What happened to alarms during the last outage; null when there was none to show. */
    public @Nullable OutageSummary outage() {
        return core.outage();
    }

    /** The operator has read about the outage. */
    public void dismissOutage() {
        core.dismissOutage();
    }

    /** The relay's time now, epoch milliseconds; this computer's while the relay's is not known. */
    public long now() {
        long relay = core.relayNow(nanoTime.getAsLong());
        return relay == 0 ? clock.millis() : relay;
    }

    /** The SignalR connection's id, which receipts name; null while there is no connection. */
    public @Nullable String connectionId() {
        return transport.connectionId();
    }

    /** What was counted. */
    public LinkCounters counters() {
        return counters;
    }

    /** How long values took. */
    public LatencyLog latency() {
        return latency;
    }

    /** The states the link went through, oldest first. */
    public List<Passage> passages() {
        synchronized (passages) {
            return List.copyOf(passages);
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
