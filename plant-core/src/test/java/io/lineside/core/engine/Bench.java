package io.lineside.core.engine;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.LimitRule;
import io.lineside.core.alarm.Rule;
import io.lineside.core.alarm.Transition;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.core.source.Decoded;
import io.lineside.core.source.SourceEvent;
import io.lineside.core.store.Store;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine on the test's own thread and clock: nothing sleeps, nothing runs beside it. */
final class Bench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    static final SignalId TEMPERATURE = new SignalId("reactor-1", "temperature");
    static final AssetPath UNIT = new AssetPath("north/process/reactor");
    static final AssetPath AREA = UNIT.area();

    final List<Commit> commits = new ArrayList<>();
    final Store store;
    final Engine engine;

    private long sequence = -1;
    private Duration now = Duration.ZERO;

    /** An engine on the store that the disk opens, as it was left. */
    Bench(Supplier<Store> disk) {
        store = disk.get();
        engine = new Engine(plant(), store, "v-test", moment(), commits::add);
    }

    private static Plant plant() {
        Signal temperature =
                signal(
                        "temperature",
                        Duration.ofSeconds(1),
                        new LimitRule(
                                AlarmType.HIGH,
                                80,
                                2,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                2));
        Signal pressure =
                signal(
                        "pressure",
                        null,
                        new LimitRule(AlarmType.HIGH_HIGH, 9, 0, Duration.ZERO, Duration.ZERO, 1));
        Signal state = signal("state", null, null);
        return new Plant(
                List.of(
                        new Plant.Site(
                                AREA.site(),
                                "north",
                                "UTC",
                                List.of(
                                        new Plant.Area(
                                                AREA,
                                                "process",
                                                List.of(
                                                        new Plant.Unit(
                                                                UNIT,
                                                                "reactor",
                                                                List.of(
                                                                        new Plant.Device(
                                                                                "reactor-1",
                                                                                "reactor-1",
                                                                                null,
                                                                                List.of(
                                                                                        temperature,
                                                                                        pressure,
                                                                                        state))))))))));
    }

    private static Signal signal(String name, @Nullable Duration period, @Nullable Rule rule) {
        SignalId id = new SignalId("reactor-1", name);
        return new Signal(
                id,
                UNIT,
                new Signal.Display(name, "", 1, null, null),
                period,
                rule == null
                        ? List.of()
                        : List.of(
                                new AlarmDefinition(
                                        id + "/" + rule.type().sign(),
                                        id,
                                        UNIT,
                                        rule,
                                        "Too high")));
    }

    /** Lets this much time pass since the start. */
    Bench at(double seconds) {
        now = Duration.ofMillis(Math.round(seconds * 1_000));
        return this;
    }

    static Instant time(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }

    Moment moment() {
        return new Moment(START.plus(now), now.toNanos());
    }

    /** A message with one number of the reactor, measured, enqueued and arrived now. */
    Bench number(String name, double number) {
        return number(name, number, now.toMillis() / 1e3);
    }

    /** The same, measured at another time. */
    Bench number(String name, double number, double measured) {
        return sample(
                Sample.good(
                        new SignalId("reactor-1", name), new Value.Num(number), time(measured)));
    }

    Bench sample(Sample... samples) {
        return drain(arrival(++sequence, new Decoded.Samples(List.of(samples))));
    }

    Inbound.Arrival arrival(long number, Decoded decoded) {
        return arrival(number, decoded, moment().wall());
    }

    Inbound.Arrival arrival(long number, Decoded decoded, Instant enqueued) {
        sequence = Math.max(sequence, number);
        return new Inbound.Arrival("0", number, enqueued, "reactor-1", 20, decoded, moment());
    }

    static Decoded temperature(double number, double measured) {
        return new Decoded.Samples(
                List.of(Sample.good(TEMPERATURE, new Value.Num(number), time(measured))));
    }

    /** The hub answers, and everything until now is read. */
    Bench caughtUp() {
        return tail(sequence);
    }

    Bench tail(long tail) {
        return drain(
                new Inbound.Source(new SourceEvent.Answered(moment().wall(), Map.of("0", tail))));
    }

    Bench lost() {
        return drain(new Inbound.Source(new SourceEvent.Lost("cut")));
    }

    Bench drain(Inbound... items) {
        engine.drain(List.of(items), moment());
        return this;
    }

    Bench tick() {
        return drain();
    }

    AcknowledgeOutcome acknowledge(String command, AlarmStatus alarm) {
        return acknowledge(command, alarm.alarm(), alarm.occurrence());
    }

    AcknowledgeOutcome acknowledge(String command, String alarm, String occurrence) {
        CompletableFuture<AcknowledgeOutcome> outcome = new CompletableFuture<>();
        Acknowledge what = new Acknowledge(command, alarm, occurrence, "seen", "anna");
        drain(new Inbound.Command(what, outcome));
        return outcome.join();
    }

    /** The alarms that are not normal. */
    List<AlarmStatus> alarms() {
        return engine.snapshot().alarms().alarms();
    }

    /** Whether the newest transition of the alarm is in the journal. */
    boolean isJournalled(AlarmStatus alarm) {
        return !engine.snapshot().alarms().notJournalled().contains(alarm.alarm());
    }

    /** The published sample of a signal of the reactor. */
    Sample latest(String name) {
        return engine.latest().since(UNIT, 0).samples().stream()
                .filter(sample -> sample.signal().equals(new SignalId("reactor-1", name)))
                .findFirst()
                .orElseThrow();
    }

    /** Every transition that was published, in order. */
    List<Transition> published() {
        return commits.stream().flatMap(commit -> commit.transitions().stream()).toList();
    }

    List<AlarmEvent> kinds() {
        return published().stream().map(Transition::kind).toList();
    }

    List<Transition> journal() {
        return store.transitions(AREA, 0, 1_000);
    }

    @Override
    public void close() {
        store.close();
    }
}
