package io.lineside.signalr.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The totals of one server, and its meters. Safe on any thread. The fields are what delivery
 * counts; the other packages register gauges and count what they refuse and invoke.
 */
public final class Counters implements AutoCloseable {

    final LongAdder sentMessages = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    final LongAdder conflated = new LongAdder();
    final LongAdder deferredFailures = new LongAdder();
    final LongAdder slowDisconnects = new LongAdder();
    final LongAdder discarded = new LongAdder();
    final LongAdder unroutable = new LongAdder();

    private final MeterRegistry registry;
    private final Tags hub;
    private final List<Meter> own = new CopyOnWriteArrayList<>();

    /**
     * @param path where the hub is, which tags all meters
     */
    public Counters(MeterRegistry registry, String path) {
        this.registry = registry;
        this.hub = Tags.of("hub", path);
        count("signalr.messages.sent", sentMessages);
        count("signalr.bytes.sent", sentBytes);
        count("signalr.late.conflated", conflated);
        count("signalr.late.failures", deferredFailures);
        count("signalr.disconnects.slow", slowDisconnects);
        count("signalr.messages.discarded", discarded);
        count("signalr.messages.unroutable", unroutable);
    }

    /** Registers a gauge, which is removed by {@link #close}. */
    public void gauge(String name, LongSupplier value) {
        own.add(
                Gauge.builder(name, value, LongSupplier::getAsLong)
                        .tags(hub)
                        .strongReference(true)
                        .register(registry));
    }

    /**
     * Counts a refused request.
     *
     * @param reason one of a few fixed texts
     */
    public void refused(String reason) {
        registry.counter("signalr.refused", hub.and("reason", reason)).increment();
    }

    /**
     * Counts one invocation of a hub method.
     *
     * @param method a name that the hub chose, never the client's text
     * @param nanos how long it took
     */
    public void invoked(String method, boolean failed, long nanos) {
        Tags tags = hub.and("method", method, "outcome", failed ? "error" : "ok");
        Timer.builder("signalr.invocations")
                .tags(tags)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    @Override
    public void close() {
        own.forEach(registry::remove);
    }

    private void count(String name, LongAdder total) {
        own.add(FunctionCounter.builder(name, total, LongAdder::sum).tags(hub).register(registry));
    }
}
