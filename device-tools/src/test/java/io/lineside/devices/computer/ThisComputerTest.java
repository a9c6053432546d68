package io.lineside.devices.computer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.Value;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.Sensors;

class ThisComputerTest {

    private final HardwareAbstractionLayer hardware = new SystemInfo().getHardware();

    private record FakeSensors(double temperature, int... fans) implements Sensors {
        @Override
        public double getCpuTemperature() {
            return temperature;
        }

        @Override
        public int[] getFanSpeeds() {
            return fans;
        }

        @Override
        public double getCpuVoltage() {
            return 0;
        }
    }

    @Test
    void reportsASensorThatIsAbsentAsNullAndNeverAsZero() {
        assertThat(read(new FakeSensors(0)))
                .containsEntry("cpuTemperature", null)
                .containsEntry("fan1", null);
        assertThat(read(new FakeSensors(Double.NaN, 0, 1200)))
                .containsEntry("cpuTemperature", null)
                .containsEntry("fan1", null)
                .containsEntry("fan2", new Value.Num(1200));
        assertThat(read(new FakeSensors(48.26)))
                .containsEntry("cpuTemperature", new Value.Num(48.3));
    }

    @Test
    void reportsLoadAndMemoryOfThisComputer() {
        ThisComputer computer = new ThisComputer("pc-test", Duration.ofSeconds(1));
        assertThat(computer.read(Duration.ZERO).getFirst().values()).containsEntry("cpuLoad", null);

        Map<String, @Nullable Value> values =
                computer.read(Duration.ofSeconds(1)).getFirst().values();

        assertThat(values.get("memoryUsed"))
                .isInstanceOfSatisfying(
                        Value.Num.class, used -> assertThat(used.number()).isBetween(0.1, 100.0));
        if (values.get("cpuLoad") instanceof Value.Num(double load)) {
            assertThat(load).isBetween(0.0, 100.0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Werk-7.example.org, pc-werk-7-example-org",
        "BÜRO_PC, pc-b-ro-pc",
        "'', pc-unnamed",
        "--, pc-unnamed",
    })
    void makesADeviceIdOfAHostName(String host, String id) {
        assertThat(ThisComputer.idOf(host)).isEqualTo(id);
    }

    private Map<String, @Nullable Value> read(Sensors sensors) {
        ThisComputer computer =
                new ThisComputer(
                        "pc-test",
                        Duration.ofSeconds(1),
                        hardware.getProcessor(),
                        hardware.getMemory(),
                        sensors);
        return computer.read(Duration.ZERO).getFirst().values();
    }
}
