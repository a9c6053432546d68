package io.lineside.relay.plant;

import io.lineside.model.AlarmEvent;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.decode.Decoded;
import io.lineside.relay.ingest.SourceEvent;
import io.lineside.relay.journal.SqliteStore;
import io.lineside.relay.journal.Store;
import io.lineside.relay.model.PlantModel;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A plant core on the test's own thread and clock: nothing sleeps, nothing runs beside it. */
final class Bench implements AutoCloseable {

    static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    static final SignalId TEMPERATURE = new SignalId("reactor-1", "temperature");
    static final String GROUP = "values:north/process/reactor";
    static final String ALARMS = "alarms:north/process";

    private static final String PLANT =
            """
            sites:
              - id: north
                areas:
                  - id: process
                    units:
                      - id: reactor
                        devices:
                          - id: reactor-1
                            signals:
                              - name: temperature
                                period: 1s
                                alarms:
                                  - {type: H, limit: 80, deadband: 2, on-delay: 2s, off-delay: 3s, priority: 2, message: Too hot}
                              - name: pressure
                                alarms:
                                  - {type: HH, limit: 9, priority: 1}
                              - {name: state}
            """;

    final List<Commit> commits = new ArrayList<>();
    final Store store;
    final PlantCore core;

    private final Path directory;
    private long sequence;
    private Duration now = Duration.ZERO;

    Bench(Path directory) {
        this(directory, store -> store);
    }

    /** A plant on the store in the directory, as it was left. */
    Bench(Path directory, UnaryOperator<Store> wrapper) {
        this.directory = directory;
        try {
            store = wrapper.apply(SqliteStore.open(directory.resolve("relay.db")));
            core = new PlantCore(model(), store, "v-test", moment(), commits::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
        sequence = -1;
    }

    private PlantModel model() throws IOException, ConfigException {
        Path file = directory.resolve("plant.yaml");
        Files.writeString(file, PLANT);
        return PlantModel.load(file);
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

    /** A message of one number of the reactor, measured, enqueued and arrived now. */
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

    /** The hub answers that everything until now is read. */
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
        core.drain(List.of(items), moment());
        return this;
    }

    Bench tick() {
        return drain();
    }

    Acknowledgement.Answer acknowledge(String command, AlarmView alarm) {
        return acknowledge(command, alarm.alarm(), alarm.occurrence());
    }

    Acknowledgement.Answer acknowledge(String command, String alarm, String occurrence) {
        CompletableFuture<Acknowledgement.Answer> answer = new CompletableFuture<>();
        Acknowledgement what = new Acknowledgement(command, alarm, occurrence, 1, "desk-1", "seen");
        drain(new Inbound.Acknowledge(what, "anna", answer));
        return answer.join();
    }

    Row row(String name) {
        return core.table().since(GROUP, 0).rows().stream()
                .filter(row -> row.signal().equals("reactor-1/" + name))
                .findFirst()
                .orElseThrow();
    }

    List<AlarmTransition> told() {
        return commits.stream().flatMap(commit -> commit.transitions().stream()).toList();
    }

    List<AlarmEvent> kinds() {
        return told().stream().map(AlarmTransition::kind).toList();
    }

    List<AlarmTransition> journal() {
        return store.transitions(ALARMS, 0, 1_000);
    }

    @Override
    public void close() {
        store.close();
    }
}
