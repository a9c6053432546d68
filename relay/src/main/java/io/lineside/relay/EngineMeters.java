package io.lineside.relay;

import io.lineside.core.engine.Counters;
import io.lineside.core.engine.EngineSnapshot;
import io.lineside.core.engine.InboxStats;
import io.lineside.core.engine.PlantEngine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The engine's counters and gauges, for Prometheus. Read on the web server's threads. */
final class EngineMeters {

    private EngineMeters() {}

    static void register(MeterRegistry meters, PlantEngine engine) {
        Map<String, ToLongFunction<Counters>> messages =
                Map.of(
                        "decoded", Counters::decoded,
                        "rejected", Counters::rejected,
                        "ignored", Counters::ignored,
                        "duplicate", Counters::duplicates);
        messages.forEach(
                (outcome, of) ->
                        FunctionCounter.builder(
                                        "lineside.messages",
                                        engine,
                                        e -> of.applyAsLong(e.snapshot().counters()))
                                .tag("outcome", outcome)
                                .description("Messages read from the hub, by what became of them")
                                .register(meters));
        counter(meters, engine, "lineside.samples", s -> s.counters().samples());
        counter(meters, engine, "lineside.messages.missing", EngineSnapshot::missing);
        counter(meters, engine, "lineside.samples.refused", EngineSnapshot::refusedSamples);
        counter(meters, engine, "lineside.plant.errors", EngineSnapshot::errors);
        counter(meters, engine, "lineside.journal.failures", EngineSnapshot::journalFailures);
        counter(meters, engine, "lineside.journal.lost", EngineSnapshot::journalLost);
        gauge(meters, engine, "lineside.source.lag.seconds", s -> s.sourceLag().toMillis() / 1e3);
        gauge(
                meters,
                engine,
                "lineside.source.partitions.absent",
                EngineSnapshot::absentPartitions);
        gauge(meters, engine, "lineside.journalled", s -> s.journalled() ? 1 : 0);
        gauge(meters, engine, "lineside.alarms", s -> s.alarms().alarms().size());
        inbox(meters, engine);
    }

    private static void inbox(MeterRegistry meters, PlantEngine engine) {
        Gauge.builder("lineside.inbox.depth", engine, e -> e.inbox().depth())
                .description("Values that wait for the plant thread")
                .register(meters);
        inboxCounter(
                meters,
                engine,
                "lineside.inbox.waits",
                InboxStats::waits,
                "Messages that waited for room in the inbox");
        inboxCounter(
                meters,
                engine,
                "lineside.inbox.refused",
                InboxStats::refused,
                "Commands and news of the source that found the inbox full");
    }

    private static void inboxCounter(
            MeterRegistry meters,
            PlantEngine engine,
            String name,
            ToLongFunction<InboxStats> of,
            String description) {
        FunctionCounter.builder(name, engine, e -> of.applyAsLong(e.inbox()))
                .description(description)
                .register(meters);
    }

    private static void counter(
            MeterRegistry meters,
            PlantEngine engine,
            String name,
            ToDoubleFunction<EngineSnapshot> of) {
        FunctionCounter.builder(name, engine, e -> of.applyAsDouble(e.snapshot())).register(meters);
    }

    private static void gauge(
            MeterRegistry meters,
            PlantEngine engine,
            String name,
            ToDoubleFunction<EngineSnapshot> of) {
        Gauge.builder(name, engine, e -> of.applyAsDouble(e.snapshot())).register(meters);
    }
}
