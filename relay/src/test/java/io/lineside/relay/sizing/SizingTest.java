package io.lineside.relay.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against figures computed by hand. */
class SizingTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    @TempDir Path directory = Path.of("");

    private Sizing sizing(String yaml, int operators, @Nullable Integer unitsPerOperator) {
        return Sizing.of(
                Plants.model(directory, yaml),
                new Assumptions(operators, unitsPerOperator, Rate.parse("6/m"), Rate.parse("6/h")),
                TENTH,
                SECOND);
    }

    private static GroupLoad group(Load load, String name) {
        return load.groups().stream()
                .filter(group -> group.group().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTickOfASecondHasAllThatReportsOnceASecondAndItsShareOfTheRest() {
        Load load = sizing(Plants.WORKS, 10, null).azure();
        // temperature and pressure surely, level every other time, state with 1 - e^-0.1 = 0.095:
        // 2.595 rows on average.
        GroupLoad reactor = group(load, "values:north/process/reactor");
        assertThat(reactor.rate()).isEqualTo(1.0, EXACT);
        assertThat(reactor.rows()).isEqualTo(3);
        GroupLoad tank = group(load, "values:north/process/tank");
        assertThat(tank.rate()).isEqualTo(0.2, EXACT);
        assertThat(tank.rows()).isEqualTo(1);
    }

    @Test
    void aShortTickHasFewerRowsAndIsLeftOutWhenNothingCame() {
        Load load = sizing(Plants.WORKS, 10, null).embedded();
        // 1 - 0.9 × 0.95 × e^-0.01 in each of ten ticks; (0.2 + 0.05 + 0.00995) / 0.15351 =
        // 1.69 rows
        GroupLoad reactor = group(load, "values:north/process/reactor");
        assertThat(reactor.rate()).isEqualTo(10 * (1 - 0.855 * Math.exp(-0.01)), EXACT);
        assertThat(reactor.rows()).isEqualTo(2);
        assertThat(group(load, "values:north/process/tank").rate()).isEqualTo(0.2, EXACT);
    }

    @Test
    void sumsAreOfValuesHeadsOverviewsAndAlarms() {
        Load load = sizing(Plants.WORKS, 10, null).azure();
        // values 1 + 0.2; heads 1, and 1 of the unassigned site, which no client receives; 18
        // transitions an hour, each with an overview.
        assertThat(group(load, "alarms:north/process").rate()).isEqualTo(0.005, EXACT);
        assertThat(group(load, "overview:north").rate()).isEqualTo(0.005, EXACT);
        assertThat(group(load, "live:north").members()).isEqualTo(10);
        assertThat(group(load, "live:unassigned").members()).isZero();
        assertThat(load.groups()).hasSize(6);
        assertThat(load.inMessages()).isEqualTo(3.21, EXACT);
        assertThat(load.outMessages()).isEqualTo(22.1, EXACT);
        assertThat(load.perClient(load.outMessages())).isEqualTo(2.21, EXACT);
        assertThat(load.dailyUnits()).isEqualTo(22.1 * 86_400, within(1e-3));
    }

    @Test
    void bytesAreThoseOnTheWire() {
        String message =
                """
                {"type":1,"target":"values","arguments":[{"group":"values:north/process/tank",\
                "epoch":"v-0a1b2c3d","prev":12345676,"seq":12345678,"time":1790000000123,\
                "sourceLag":120,"values":[["t1/level",61.8,"good",1790000000123]]}]}\
                """
                        + "\u001e";
        assertThat(
                        group(sizing(Plants.WORKS, 1, null).azure(), "values:north/process/tank")
                                .bytes())
                .isEqualTo(message.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void aMessageOverTwoKilobytesCountsAsSeveral() {
        assertThat(new GroupLoad("g", 0, 2_048, 1, 1).unitsPerMessage()).isEqualTo(1);
        GroupLoad larger = new GroupLoad("g", 0, 2_049, 3, 5);
        assertThat(larger.unitsPerMessage()).isEqualTo(2);
        assertThat(larger.inUnits()).isEqualTo(6);
        assertThat(larger.outMessages()).isEqualTo(15);
        assertThat(larger.outUnits()).isEqualTo(30);
        assertThat(larger.outBytes()).isEqualTo(15 * 2_049);
    }

    @Test
    void operatorsWhoWatchSomeUnitsTakeThemInTurn() {
        // Of three units a, b, c the four watch ab, ca, bc, ab.
        Load load = sizing(Plants.alike(3), 4, 2).azure();
        assertThat(group(load, "values:a/b/u0").members()).isEqualTo(3);
        assertThat(group(load, "values:a/b/u1").members()).isEqualTo(3);
        assertThat(group(load, "values:a/b/u2").members()).isEqualTo(2);
        assertThat(group(load, "live:a").members()).isEqualTo(4);
        assertThat(load.outMessages()).isEqualTo(3 + 3 + 2 + 4, EXACT);
    }

    @Test
    void theHalvingTickIsTheShortestThatHalves() {
        // 10 units and the heads: 11/s; half is 5.5/s, so 10/T <= 4.5: T >= 2.22 s
        Load half = sizing(Plants.alike(10), 1, null).halving().orElseThrow();
        assertThat(half.tick()).isEqualTo(Duration.ofMillis(2_300));
        assertThat(half.dailyUnits()).isEqualTo((10 / 2.3 + 1) * 86_400, within(1e-3));
    }

    @Test
    void noTickHalvesWhatIsMostlyHeads() {
        assertThat(sizing(Plants.WORKS, 10, null).halving()).isEmpty();
    }

    @Test
    void aPlantWithoutUnitsSendsNobodyAnything() {
        Sizing sizing = sizing("sites: []\n", 3, null);
        assertThat(sizing.azure().outMessages()).isZero();
        assertThat(sizing.azure().inMessages()).isEqualTo(1.0, EXACT);
        assertThat(sizing.halving()).isEmpty();
    }

    @Test
    void signalsThatNeverChangeSendNothing() {
        Sizing sizing =
                Sizing.of(
                        Plants.model(
                                directory, Plants.WORKS.replaceAll("period: \\ds", "label: x")),
                        new Assumptions(1, null, Rate.parse("0/s"), Rate.parse("0/s")),
                        TENTH,
                        SECOND);
        assertThat(sizing.azure().outMessages()).isEqualTo(1.0, EXACT);
    }
}
