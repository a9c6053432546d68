package io.lineside.desktop.link;

import com.google.gson.JsonParseException;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.PlantView;
import io.lineside.wire.Shown;
import io.lineside.wire.Subscription;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the relay: its thread, and the doors for the rest of the desktop. Safe on any
 * thread.
 */
public final class Link implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final int INBOX = 20_000;
    private static final long TICK_MILLIS = 100;

    /**
     * A state the link was in.
     *
     * @param at this computer's clock when it began, epoch milliseconds
     */
    public record Passage(String state, String source, long at) {}

    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(INBOX);
    private final AtomicBoolean overflowed = new AtomicBoolean();
    private final LinkCounters counters = new LinkCounters();
    private final List<Passage> passages = new ArrayList<>();
    private final InstantSource clock;
    private final LongSupplier nanoTime = System::nanoTime;
    private final LatencyLog latency;
    private final SignalRTransport transport;
    private final LinkCore core;
    private final String workstation;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param relay the relay's address, such as {@code http://127.0.0.1:8480}
     * @param paths what to subscribe to; empty: every site
     * @param workstation where the operator sits, for the journal
     */
    public Link(
            URI relay,
            List<String> paths,
            String workstation,
            LatestValues values,
            LatestAlarms alarms,
            InstantSource clock) {
        this.clock = clock;
        this.workstation = workstation;
        this.latency = new LatencyLog(clock);
        this.transport = new SignalRTransport(relay, new HandOver(), counters, nanoTime);
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
                Runnable next = inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                while (next != null) {
                    next.run();
                    next = inbox.poll();
                }
                if (overflowed.getAndSet(false)) {
                    core.lostSomething(nanoTime.getAsLong());
                }
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
        synchronized (passages) {
            Passage last = passages.isEmpty() ? null : passages.getLast();
            if (last == null
                    || !last.state().equals(status.link().word())
                    || !last.source().equals(status.source().word())) {
                passages.add(
                        new Passage(status.link().word(), status.source().word(), clock.millis()));
                if (passages.size() > 10_000) {
                    passages.removeFirst();
                }
            }
        }
    }

    /**
     * Hands what arrives to the link thread, never waiting: a full inbox is noted, and what was
     * lost is recovered.
     */
    private final class HandOver implements Transport.Listener {

        private void offer(Runnable event) {
            if (!inbox.offer(event)) {
                counters.overflows.incrementAndGet();
                overflowed.set(true);
            }
        }

        @Override
        public void connected() {
            offer(() -> core.connected(nanoTime.getAsLong()));
        }

        @Override
        public void closed(String reason) {
            LOG.info("the connection to the relay is closed: {}", reason);
            offer(() -> core.closed(nanoTime.getAsLong()));
        }

        @Override
        public void envelope(Envelope envelope) {
            counters.envelopes.incrementAndGet();
            offer(() -> core.envelope(envelope, nanoTime.getAsLong()));
        }

        @Override
        public void heads(Heads heads) {
            offer(() -> core.heads(heads, nanoTime.getAsLong()));
        }

        @Override
        public void alarm(AlarmTransition transition) {
            offer(() -> core.alarm(transition, nanoTime.getAsLong()));
        }

        @Override
        public void plant(PlantView plant) {
            offer(() -> core.plant(plant, nanoTime.getAsLong()));
        }

        @Override
        public void answered(Subscription.Answer answer, long askedAt, long answeredAt) {
            offer(() -> core.answered(answer, answeredAt - askedAt, answeredAt));
        }

        @Override
        public void refused(String reason) {
            LOG.info("the relay refused: {}", reason);
            offer(() -> core.refused(nanoTime.getAsLong()));
        }

        @Override
        public void postponed(String reason) {
            LOG.info("the relay cannot reach the service now: {}", reason);
            offer(() -> core.postponed());
        }

        @Override
        public void delivery(@Nullable Delivery delivery) {
            offer(() -> core.delivery(delivery));
        }
    }

    /** How the link stands. */
    public LinkStatus status() {
        return core.status(nanoTime.getAsLong());
    }

    /** The plant as last told. */
    public PlantIndex plant() {
        return core.plant();
    }

    /** What happened to alarms while there was no link; null when nothing is to be told. */
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

    /**
     * Tells the relay what this workstation has put on screen; a receipt that is lost is not sent
     * again.
     */
    public void shown(String group, long seq) {
        String id = transport.connectionId();
        if (id != null && status().canAct()) {
            CompletableFuture<?> unused =
                    transport
                            .post("/api/shown", new Shown(id, group, seq))
                            .exceptionally(error -> null);
        }
    }

    /**
     * Acknowledges one occurrence. Refused at once, with the reason, while the link is not live:
     * nothing is queued. Completes on another thread and never exceptionally.
     */
    public CompletableFuture<Acknowledgement.Answer> acknowledge(
            AlarmView alarm, @Nullable String comment) {
        LinkStatus now = status();
        if (!now.canAct()) {
            return CompletableFuture.completedFuture(
                    new Acknowledgement.Answer(
                            Acknowledgement.Result.REFUSED,
                            "Not acknowledged: there is no live link to the relay, and what you see may be old.",
                            alarm));
        }
        Acknowledgement command =
                new Acknowledgement(
                        UUID.randomUUID().toString(),
                        alarm.alarm(),
                        alarm.occurrence(),
                        alarm.seq(),
                        workstation,
                        comment);
        return transport
                .post("/api/alarms/acknowledge", command)
                .handle(
                        (response, error) ->
                                error == null
                                        ? answer(response)
                                        : failed(String.valueOf(error.getMessage())));
    }

    private Acknowledgement.Answer answer(HttpResponse<String> response) {
        try {
            Acknowledgement.Answer answer =
                    transport.read(response.body(), Acknowledgement.Answer.class);
            return answer.result() == null
                    ? failed("the relay answered " + response.statusCode())
                    : answer;
        } catch (JsonParseException e) {
            return failed("the relay answered " + response.statusCode());
        }
    }

    private static Acknowledgement.Answer failed(String reason) {
        return new Acknowledgement.Answer(
                Acknowledgement.Result.REFUSED,
                "It is not known whether it was acknowledged: " + reason,
                null);
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
