package io.lineside.devices.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.devices.SimulatedPlant;
import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlantDevicesTest {

    @Test
    void reportsTheSameForTheSameSeedHoweverOftenItIsRead() {
        List<DeviceModel> often = PlantDevices.all(7, null);
        List<DeviceModel> seldom = PlantDevices.all(7, null);

        for (int i = 0; i < often.size(); i++) {
            for (int second = 0; second < 100; second++) {
                var _ = often.get(i).read(Duration.ofSeconds(second));
            }
            DeviceModel other = seldom.get(i);
            if (other instanceof VisitorCounter) {
                continue; // it reports only what changed since it was read last
            }
            assertThat(often.get(i).read(Duration.ofSeconds(100)))
                    .isEqualTo(other.read(Duration.ofSeconds(100)));
        }
    }

    @Test
    void reportsOtherValuesForAnotherSeed() {
        List<Measurement> one = device(1, "van-03").read(Duration.ofSeconds(9));
        List<Measurement> other = device(2, "van-03").read(Duration.ofSeconds(9));

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void breachesTheHighTemperatureWithinTwentySecondsAndReturnsWithinTheMinute() {
        for (long seed = 1; seed <= 20; seed++) {
            DeviceModel reactor = device(seed, "reactor-1");
            double first = Double.NaN;
            double back = Double.NaN;
            for (double time = 0; time < 60; time += 0.5) {
                double temperature = number(read(reactor, time), "temperature");
                if (Double.isNaN(first) && temperature > 80) {
                    first = time;
                } else if (!Double.isNaN(first) && Double.isNaN(back) && temperature < 78) {
                    back = time;
                }
                assertThat(temperature).isBetween(60.0, 90.0);
            }
            assertThat(first).isBetween(10.0, 18.0);
            assertThat(back).isBetween(26.0, 40.0);
        }
    }

    @Test
    void breachesTheVeryHighTemperatureInTheThirdBatch() {
        DeviceModel reactor = device(1, "reactor-1");
        double highest = 0;
        for (double time = 0; time < 180; time += 0.5) {
            highest = Math.max(highest, number(read(reactor, time), "temperature"));
        }
        assertThat(highest).isBetween(90.5, 100.0);
    }

    @Test
    void movesVehiclesNoFasterThanTheySay() {
        for (DeviceModel device : PlantDevices.all(3, null)) {
            if (!device.id().startsWith("van-")) {
                continue;
            }
            Value.Geo before = position(read(device, 0));
            double distance = 0;
            for (int second = 1; second <= 120; second++) {
                Map<String, @Nullable Value> now = read(device, second);
                double step = metres(before, position(now));
                assertThat(step).as(device.id()).isLessThan(36);
                assertThat(number(now, "speed")).isBetween(0.0, 125.0);
                assertThat(number(now, "fuel")).isBetween(0.0, 100.0);
                distance += step;
                before = position(now);
            }
            assertThat(distance).as(device.id()).isGreaterThan(300);
        }
    }

    @Test
    void reportsTheShopByException() {
        DeviceModel shop = device(1, "shop-1");
        int reports = 0;
        double before = 0;
        for (int second = 0; second < 300; second++) {
            List<Measurement> readings = shop.read(Duration.ofSeconds(second));
            if (!readings.isEmpty()) {
                reports++;
                double visitors = number(readings.getFirst().values(), "visitors");
                assertThat(visitors).isGreaterThanOrEqualTo(before);
                before = visitors;
            }
        }
        assertThat(reports).isBetween(20, 150);
    }

    @Test
    void breachesTheLowTankLevelAndFillsAgain() {
        DeviceModel gateway = device(1, "gateway-1");
        double lowest = 100;
        double highest = 0;
        for (int second = 0; second < 300; second++) {
            Measurement tank = gateway.read(Duration.ofSeconds(second)).get(2);
            lowest = Math.min(lowest, number(tank.values(), "level"));
            highest = Math.max(highest, number(tank.values(), "level"));
        }
        assertThat(lowest).isBetween(15.0, 24.0);
        assertThat(highest).isBetween(70.0, 89.0);
    }

    @Test
    void isWholeInThePlantModelWithinTheScales() {
        Map<String, Map<String, Map<?, ?>>> model = model();
        Map<String, Set<String>> reported = new TreeMap<>();
        for (DeviceModel device : PlantDevices.all(1, null)) {
            for (int second = 0; second < 300; second++) {
                for (Measurement reading : device.read(Duration.ofSeconds(second))) {
                    String id = reading.device() == null ? device.id() : reading.device();
                    reported.computeIfAbsent(id, _ -> new TreeSet<>())
                            .addAll(reading.values().keySet());
                    reading.values().forEach((name, value) -> withinScale(model, id, name, value));
                }
            }
        }
        Map<String, Set<String>> modelled = new TreeMap<>();
        model.forEach((id, signals) -> modelled.put(id, new TreeSet<>(signals.keySet())));
        assertThat(reported).isEqualTo(modelled);
    }

    private static void withinScale(
            Map<String, Map<String, Map<?, ?>>> model,
            String device,
            String name,
            @Nullable Value value) {
        Map<?, ?> signal = model.getOrDefault(device, Map.of()).getOrDefault(name, Map.of());
        if (value instanceof Value.Num(double number)
                && signal.get("scale") instanceof Map<?, ?> scale) {
            assertThat(number)
                    .as(device + "/" + name)
                    .isBetween(bound(scale, "min"), bound(scale, "max"));
        }
    }

    private static double bound(Map<?, ?> scale, String name) {
        return scale.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** Device to signal name to signal. */
    private static Map<String, Map<String, Map<?, ?>>> model() {
        Object yaml =
                new Load(LoadSettings.builder().build()).loadFromString(SimulatedPlant.plantYaml());
        Map<String, Map<String, Map<?, ?>>> devices = new HashMap<>();
        for (Map<?, ?> site : children(yaml, "sites")) {
            for (Map<?, ?> area : children(site, "areas")) {
                for (Map<?, ?> unit : children(area, "units")) {
                    for (Map<?, ?> device : children(unit, "devices")) {
                        Map<String, Map<?, ?>> signals = new HashMap<>();
                        children(device, "signals")
                                .forEach(signal -> signals.put(text(signal, "name"), signal));
                        devices.put(text(device, "id"), signals);
                    }
                }
            }
        }
        return devices;
    }

    private static List<Map<?, ?>> children(Object parent, String name) {
        List<Map<?, ?>> children = new ArrayList<>();
        if (parent instanceof Map<?, ?> map && map.get(name) instanceof List<?> list) {
            for (Object child : list) {
                if (child instanceof Map<?, ?> childMap) {
                    children.add(childMap);
                }
            }
        }
        return children;
    }

    private static String text(Map<?, ?> map, String name) {
        return String.valueOf(map.get(name));
    }

    private static DeviceModel device(long seed, String id) {
        return PlantDevices.all(seed, null).stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, @Nullable Value> read(DeviceModel device, double seconds) {
        return device.read(Duration.ofMillis(Math.round(seconds * 1000))).getFirst().values();
    }

    private static double number(Map<String, @Nullable Value> values, String name) {
        return values.get(name) instanceof Value.Num(double number) ? number : Double.NaN;
    }

    private static Value.Geo position(Map<String, @Nullable Value> values) {
        if (values.get("position") instanceof Value.Geo position) {
            return position;
        }
        throw new AssertionError("no position in " + values);
    }

    private static double metres(Value.Geo from, Value.Geo to) {
        double north = (to.latitude() - from.latitude()) * 111_320;
        double east =
                (to.longitude() - from.longitude())
                        * 111_320
                        * Math.cos(Math.toRadians(from.latitude()));
        return Math.hypot(north, east);
    }
}
