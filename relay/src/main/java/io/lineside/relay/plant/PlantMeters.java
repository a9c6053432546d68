package io.lineside.relay.plant;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The plant's counters and gauges, for Prometheus. */
final class PlantMeters {

    private PlantMeters() {}

    static void register(MeterRegistry meters, PlantCore core, Inbox inbox) {
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
                                        core,
                                        c -> of.applyAsLong(c.published().counters()))
                                .tag("outcome", outcome)
                                .description("Messages read from the hub, by what became of them")
                                .register(meters));
        counter(meters, core, "lineside.samples", c -> c.counters().samples());
        counter(meters, core, "lineside.messages.missing", Published::missing);
        counter(meters, core, "lineside.samples.refused", Published::refusedSignals);
        counter(meters, core, "lineside.plant.errors", Published::errors);
        counter(meters, core, "lineside.journal.failures", Published::journalFailures);
        counter(meters, core, "lineside.journal.lost", Published::journalLost);
        gauge(meters, core, "lineside.source.lag.seconds", p -> p.sourceLag().toMillis() / 1e3);
        gauge(meters, core, "lineside.source.partitions.absent", Published::absentPartitions);
        gauge(meters, core, "lineside.journalled", p -> p.journalled() ? 1 : 0);
        gauge(meters, core, "lineside.alarms", p -> p.alarms().size());
        Gauge.builder("lineside.inbox.depth", inbox, Inbox::depth)
                .description("Values that wait for the plant thread")
                .register(meters);
        FunctionCounter.builder("lineside.inbox.waits", inbox, Inbox::waits)
                .description("Messages that waited for room in the inbox")
                .register(meters);
        FunctionCounter.builder("lineside.inbox.refused", inbox, Inbox::refused)
                .description("Commands and news of the source that found the inbox full")
                .register(meters);
    }

    private static void counter(
            MeterRegistry meters, PlantCore core, String name, ToDoubleFunction<Published> of) {
        FunctionCounter.builder(name, core, c -> of.applyAsDouble(c.published())).register(meters);
    }

    private static void gauge(
            MeterRegistry meters, PlantCore core, String name, ToDoubleFunction<Published> of) {
        Gauge.builder(name, core, c -> of.applyAsDouble(c.published())).register(meters);
    }
}
