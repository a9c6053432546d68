package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.core.alarm.LimitRule;
import io.lineside.desktop.App;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmType;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The relay is killed twenty times in the middle of its work: no message is lost or doubled, and
 * the desktop recovers.
 */
class RelayKillIT {

    private static final int KILLS = 20;
    private static final int ROWS = 4_000;
    private static final Duration STEP = Duration.ofMillis(30);
    private static final long SEED = 20_261_123;

    @TempDir Path directory;

    @Test
    void losesAndDoublesNothingWhenTheRelayIsKilledTwentyTimes() throws Exception {
        Random random = new Random(SEED);
        List<Double> values = values(random);
        Path meanwhile = writeCsv("meanwhile", values.subList(0, ROWS));
        Path afterwards = writeCsv("afterwards", values.subList(ROWS, values.size()));
        List<Integer> points = killPoints(random);
        List<Duration> returns = new ArrayList<>();
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            chain.startRelay();
            App desktop = chain.openDesktop();
            Part replay = startReplay(chain, meanwhile);
            for (int point : points) {
                chain.awaitReceived(point);
                chain.killRelay();
                if (point == points.get(KILLS / 2)) {
                    await().atMost(Chain.PATIENCE).until(() -> isNoLink(desktop));
                }
                long restarted = System.nanoTime();
                chain.startRelay();
                chain.awaitLive();
                returns.add(Duration.ofNanos(System.nanoTime() - restarted));
            }
            long acknowledged = awaitSent(replay, meanwhile, ROWS);
            // On a slow machine the last kill may come when everything is read. The relay's
            // values are then last-known ones, which the desktop must not show as live. This
            // row is of the present.
            acknowledged += awaitSent(startReplay(chain, afterwards), afterwards, 1);
            chain.awaitReceived(acknowledged);

            JsonNode counters = chain.json("/api/counters");
            assertThat(counters.path("samples").asLong()).as("%s", counters).isEqualTo(ROWS + 1);
            JsonNode journal = chain.json("/api/alarms/journal?after=0&limit=100000");
            assertThat(kinds(journal)).isEqualTo(expectedKinds(values));
            Value last = new Value.Num(values.getLast());
            await().atMost(Chain.PATIENCE)
                    .untilAsserted(
                            () -> {
                                Reading shown =
                                        desktop.values().of(new SignalId("press-4", "load"));
                                LinkStatus status = desktop.link().status();
                                assertThat(status.isLive()).as("%s", status).isTrue();
                                assertThat(shown.value()).isEqualTo(last);
                                assertThat(shown.vouched()).as("%s", shown).isTrue();
                            });
            assertThat(desktop.link().outage()).as("what the desktop says happened").isNotNull();
            assertThat(desktop.alarms().seen(AlarmEvent.RAISED))
                    .isEqualTo(expectedKinds(values).stream().filter("raised"::equals).count());
        }
        assertThat(returns)
                .as("time to live again")
                .allSatisfy(each -> assertThat(each).isLessThan(Duration.ofSeconds(10)));
    }

    /** Waits until all rows of the file are sent; returns the number of messages. */
    private static long awaitSent(Part replay, Path file, int rows) throws Exception {
        assertThat(replay.exitStatus(Duration.ofMinutes(4))).isZero();
        JsonNode sent = Chain.JSON.readTree(Files.readString(report(file)));
        assertThat(sent.path("rows").asLong()).isEqualTo(rows);
        return sent.path("acknowledged").asLong();
    }

    private static Path report(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    private static boolean isNoLink(App desktop) {
        return desktop.link().status().link() instanceof LinkState.NoLink;
    }

    /** The number of messages taken in by the relay at each kill; random and rising. */
    private static List<Integer> killPoints(Random random) {
        return random.ints(KILLS, 50, ROWS - 50).sorted().boxed().toList();
    }

    private Part startReplay(Chain chain, Path file) {
        return chain.start(
                file.getFileName().toString(),
                List.of("-Xmx256m", "-XX:+UseSerialGC"),
                "replay",
                file.toString(),
                "--device",
                "press-4",
                "--signal",
                "load=load",
                "--time",
                "time",
                "--speed",
                "1",
                "--shift-to-now",
                "--hub",
                chain.hubFile().toString(),
                "--report",
                report(file).toString());
    }

    private static List<Double> values(Random random) {
        List<Double> values = new ArrayList<>();
        double value = 60;
        for (int i = 0; i <= ROWS; i++) {
            value = Math.clamp(value + random.nextGaussian() * 4, 20, 100);
            values.add(Math.round(value * 10) / 10.0);
        }
        return values;
    }

    private Path writeCsv(String name, List<Double> values) throws Exception {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        StringBuilder text = new StringBuilder("time,load\n");
        for (int i = 0; i < values.size(); i++) {
            text.append(start.plus(STEP.multipliedBy(i)))
                    .append(',')
                    .append(values.get(i))
                    .append('\n');
        }
        return Files.writeString(directory.resolve(name + ".csv"), text);
    }

    private static List<String> kinds(JsonNode journal) {
        List<String> kinds = new ArrayList<>();
        journal.path("transitions")
                .forEach(transition -> kinds.add(transition.path("kind").asString()));
        return kinds;
    }

    private static List<String> expectedKinds(List<Double> values) {
        LimitRule rule = new LimitRule(AlarmType.HIGH, 80, 5, Duration.ZERO, Duration.ZERO, 2);
        List<String> kinds = new ArrayList<>();
        boolean active = false;
        for (double value : values) {
            if (rule.holds(value, active) != active) {
                active = !active;
                kinds.add(active ? "raised" : "cleared");
            }
        }
        return kinds;
    }
}
