package io.lineside.relay.plantfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.alarm.LimitRule;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.relay.config.ConfigException;
import io.lineside.wire.PlantView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantFileTest {

    private static final String GOOD =
            """
            sites:
              - id: north
                name: North works
                time-zone: Europe/Berlin
                areas:
                  - id: process
                    name: Process
                    units:
                      - id: reactor
                        name: Reactor
                        devices:
                          - id: reactor-1
                            name: Reactor 1
                            position: {latitude: 52.52, longitude: 13.40}
                            signals:
                              - name: temperature
                                label: Temperature
                                unit: °C
                                decimals: 1
                                scale: {min: 0, max: 120}
                                period: 1s
                                alarms:
                                  - {type: H, limit: 80, deadband: 2, on-delay: 2s, off-delay: 3s, priority: 2, message: Too hot}
                                  - {type: LL, limit: 5, priority: 1}
                              - name: state
            """;

    @TempDir Path directory = Path.of("");

    @Test
    void readsTheExampleOfTheArchitecture() throws Exception {
        Plant model = load(GOOD);
        Plant.Device device =
                model.sites().getFirst().areas().getFirst().units().getFirst().devices().getFirst();
        assertThat(device.place()).isNotNull();
        assertThat(device.place().latitude()).isEqualTo(52.52);
        assertThat(WireMessages.plant(new Assets(1, model.sites())))
                .extracting(
                        view ->
                                view.sites()
                                        .getFirst()
                                        .areas()
                                        .getFirst()
                                        .units()
                                        .getFirst()
                                        .devices()
                                        .getFirst()
                                        .signals()
                                        .getFirst())
                .isEqualTo(
                        new PlantView.Signal(
                                "temperature",
                                "Temperature",
                                "°C",
                                1,
                                0.0,
                                120.0,
                                1_000L,
                                new PlantView.Limits(5.0, null, 80.0, null)));
        Signal signal = model.signals().get(new SignalId("reactor-1", "temperature"));
        assertThat(signal).isNotNull();
        assertThat(signal.staleAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(signal.alarms().getFirst())
                .isEqualTo(
                        new AlarmDefinition(
                                "reactor-1/temperature/H",
                                new SignalId("reactor-1", "temperature"),
                                new AssetPath("north/process/reactor"),
                                new LimitRule(
                                        AlarmType.HIGH,
                                        80,
                                        2,
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3),
                                        2),
                                "Too hot"));
        assertThat(signal.alarms().get(1).message()).isEqualTo("Temperature LL");
    }

    @Test
    void aSignalIsStaleAfterThreeOfItsPeriodsAndNeverWithoutOne() throws Exception {
        Plant model = load(GOOD.replace("period: 1s", "period: 1m"));
        Signal slow = model.signals().get(new SignalId("reactor-1", "temperature"));
        Signal event = model.signals().get(new SignalId("reactor-1", "state"));
        assertThat(slow).isNotNull();
        assertThat(event).isNotNull();
        assertThat(slow.staleAfter()).isEqualTo(Duration.ofMinutes(3));
        assertThat(event.staleAfter()).isNull();
    }

    @Test
    void whatTheStructureDoesNotAllowIsReportedWithItsLine() {
        String text =
                GOOD.replace("label: Temperature", "lable: Temperature")
                        .replace("decimals: 1", "decimals: many")
                        .replace("period: 1s", "period: often")
                        .replace("type: LL", "type: XX")
                        .replace("latitude: 52.52", "latitude: 152.52")
                        .replace("id: reactor\n", "id: Reactor\n");
        assertThat(problems(text))
                .hasSize(6)
                .contains(
                        "plant.yaml:9: sites[0].areas[0].units[0].id: expected 1 to 64 lower case"
                                + " letters, digits, dots and dashes",
                        "plant.yaml:17: sites[0].areas[0].units[0].devices[0].signals[0].lable:"
                                + " there is no such key; did you mean 'label'?",
                        "plant.yaml:21: sites[0].areas[0].units[0].devices[0].signals[0].period:"
                                + " expected a number and ms, s, m or h, such as 2s",
                        "plant.yaml:24: sites[0].areas[0].units[0].devices[0].signals[0].alarms[1].type:"
                                + " expected one of LL, L, H and HH")
                .anyMatch(
                        p ->
                                p.startsWith("plant.yaml:19: ")
                                        && p.contains("decimals: ")
                                        && p.contains("integer"))
                .anyMatch(p -> p.startsWith("plant.yaml:14: ") && p.contains("latitude: "));
    }

    @Test
    void aMissingKeyIsReported() {
        assertThat(problems("sites:\n  - id: a\n"))
                .containsExactly("plant.yaml:2: sites[0]: 'areas' is missing");
    }

    @Test
    void limitsOutOfOrderAreReported() {
        assertThat(problems(GOOD.replace("limit: 5,", "limit: 80,")))
                .containsExactly(
                        "plant.yaml:22: sites[0].areas[0].units[0].devices[0].signals[0].alarms:"
                                + " expected limits in the order LL < L < H < HH, found LL 80.0 and H"
                                + " 80.0");
    }

    @Test
    void aDeviceThatIsThereTwiceIsReported() {
        String text =
                """
                sites:
                  - id: a
                    areas:
                      - id: b
                        units:
                          - id: c
                            devices:
                              - {id: d, signals: []}
                          - id: e
                            devices:
                              - {id: d, signals: []}
                """;
        assertThat(problems(text))
                .containsExactly(
                        "plant.yaml:11: sites[0].areas[0].units[1].devices[0].id: expected once,"
                                + " but device d is already on line 8");
    }

    @Test
    void twoAlarmsOfOneTypeOnASignalAreReported() {
        assertThat(problems(GOOD.replace("type: LL, limit: 5", "type: H, limit: 90")))
                .singleElement()
                .asString()
                .startsWith("plant.yaml:24: ")
                .endsWith("expected once, but alarm reactor-1/temperature/H is already on line 23");
    }

    @Test
    void aSiteMayNotBeCalledUnassignedAndItsZoneMustExist() {
        assertThat(
                        problems(
                                GOOD.replace("id: north", "id: unassigned")
                                        .replace("Europe/Berlin", "Europe/Nowhere")))
                .containsExactly(
                        "plant.yaml:2: sites[0].id: 'unassigned' is the site of devices that are"
                                + " not in this file",
                        "plant.yaml:4: sites[0].time-zone: expected an IANA name such as"
                                + " Europe/Berlin, found 'Europe/Nowhere'");
    }

    private Plant load(String text) throws IOException, ConfigException {
        Path file = directory.resolve("plant.yaml");
        Files.writeString(file, text);
        return PlantFile.load(file);
    }

    private List<String> problems(String text) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> load(text));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage()).replace(directory + "/", "").lines().toList();
    }
}
