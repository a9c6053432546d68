package io.lineside.signalr;

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

/** The server's totals and their meters. Safe on any thread. */
final class Counters implements AutoCloseable {

    final LongAdder sentMessages = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    final LongAdder conflated = new LongAdder();
    final LongAdder lateFailures = new LongAdder();
    final LongAdder slowDisconnects = new LongAdder();
    final LongAdder discarded = new LongAdder();
    final LongAdder unroutable = new LongAdder();

    private final MeterRegistry registry;
    private final Tags hub;
    private final List<Meter> own = new CopyOnWriteArrayList<>();

    Counters(MeterRegistry registry, String path) {
        this.registry = registry;
        this.hub = Tags.of("hub", path);
        count("signalr.messages.sent", sentMessages);
        count("signalr.bytes.sent", sentBytes);
        count("signalr.late.conflated", conflated);
        count("signalr.late.failures", lateFailures);
        count("signalr.disconnects.slow", slowDisconnects);
        count("signalr.messages.discarded", discarded);
        count("signalr.messages.unroutable", unroutable);
    }

    void gauge(String name, LongSupplier value) {
        own.add(
                Gauge.builder(name, value, LongSupplier::getAsLong)
                        .tags(hub)
                        .strongReference(true)
                        .register(registry));
    }

    /**
     * @param reason one of a few fixed words
     */
    void refused(String reason) {
        registry.counter("signalr.refused", hub.and("reason", reason)).increment();
    }

    /**
     * @param method a name of the hub's own, never the client's text
     */
    void invoked(String method, boolean failed, long nanos) {
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
