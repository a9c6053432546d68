package io.lineside.relay.model;

import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.LimitRule;
import io.lineside.model.SignalId;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.Durations;
import io.lineside.relay.config.Problems;
import io.lineside.relay.config.YamlFile;
import io.lineside.wire.PlantView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a {@link PlantModel} of a file that the schema allows, and checks what a schema cannot. */
final class PlantModelReader {

    private final YamlFile yaml;
    private final Problems problems;
    private final Map<SignalId, SignalDefinition> signals = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    PlantModelReader(YamlFile yaml) {
        this.yaml = yaml;
        this.problems = new Problems(yaml.file());
    }

    PlantModel read() throws ConfigException {
        PlantSchema.check(yaml, problems);
        problems.throwIfAny();
        List<PlantView.Site> sites = new ArrayList<>();
        each(yaml.root(), "", "sites", (node, at) -> sites.add(site(node, at)));
        problems.throwIfAny();
        return new PlantModel(List.copyOf(sites), Collections.unmodifiableMap(signals));
    }

    private PlantView.Site site(JsonNode node, String at) {
        String id = text(node, "id", "");
        unique(at + "/id", "site " + id);
        if (id.equals(AssetPath.UNASSIGNED.site().text())) {
            wrong(at + "/id", "'unassigned' is the site of devices that are not in this file");
        }
        String zone = text(node, "time-zone", "UTC");
        try {
            ZoneId unused = ZoneId.of(zone);
        } catch (DateTimeException _) {
            wrong(
                    at + "/time-zone",
                    "expected an IANA name such as Europe/Berlin, found '" + zone + "'");
        }
        AssetPath path = new AssetPath(id);
        List<PlantView.Area> areas = new ArrayList<>();
        each(node, at, "areas", (area, there) -> areas.add(area(area, there, path)));
        return new PlantView.Site(id, text(node, "name", id), zone, List.copyOf(areas));
    }

    private PlantView.Area area(JsonNode node, String at, AssetPath site) {
        String id = text(node, "id", "");
        AssetPath path = site.child(id);
        unique(at + "/id", "area " + path);
        List<PlantView.Unit> units = new ArrayList<>();
        each(node, at, "units", (unit, there) -> units.add(unit(unit, there, path)));
        return new PlantView.Area(path.text(), text(node, "name", id), List.copyOf(units));
    }

    private PlantView.Unit unit(JsonNode node, String at, AssetPath area) {
        String id = text(node, "id", "");
        AssetPath path = area.child(id);
        unique(at + "/id", "unit " + path);
        List<PlantView.Device> devices = new ArrayList<>();
        each(node, at, "devices", (device, there) -> devices.add(device(device, there, path)));
        return new PlantView.Unit(path.text(), text(node, "name", id), List.copyOf(devices));
    }

    private PlantView.Device device(JsonNode node, String at, AssetPath unit) {
        String id = text(node, "id", "");
        // A sample names its device alone, so a device id is unique in the whole plant.
        unique(at + "/id", "device " + id);
        JsonNode position = node.path("position");
        List<PlantView.Signal> found = new ArrayList<>();
        each(node, at, "signals", (signal, there) -> found.add(signal(signal, there, id, unit)));
        return new PlantView.Device(
                id,
                text(node, "name", id),
                number(position, "latitude"),
                number(position, "longitude"),
                List.copyOf(found));
    }

    private PlantView.Signal signal(JsonNode node, String at, String device, AssetPath unit) {
        SignalId id = new SignalId(device, text(node, "name", ""));
        unique(at + "/name", "signal " + id);
        @Nullable Duration period = duration(node, "period");
        if (period != null && period.isZero()) {
            wrong(at + "/period", "expected more than 0; left out, the signal is never stale");
        }
        @Nullable Double min = number(node.path("scale"), "min");
        @Nullable Double max = number(node.path("scale"), "max");
        if (min != null && max != null && min >= max) {
            wrong(at + "/scale", "expected min below max, found " + min + " and " + max);
        }
        Map<AlarmType, Double> limits = new EnumMap<>(AlarmType.class);
        List<AlarmDefinition> alarms = new ArrayList<>();
        String label = text(node, "label", id.name());
        each(
                node,
                at,
                "alarms",
                (alarm, there) -> alarms.add(alarm(alarm, there, id, unit, label, limits)));
        checkOrder(at + "/alarms", limits);
        signals.put(id, new SignalDefinition(id, unit, period, alarms));
        return new PlantView.Signal(
                id.name(),
                label,
                text(node, "unit", ""),
                node.path("decimals").asInt(1),
                min,
                max,
                period == null ? null : period.toMillis(),
                new PlantView.Limits(
                        limits.get(AlarmType.LOW_LOW),
                        limits.get(AlarmType.LOW),
                        limits.get(AlarmType.HIGH),
                        limits.get(AlarmType.HIGH_HIGH)));
    }

    private AlarmDefinition alarm(
            JsonNode node,
            String at,
            SignalId signal,
            AssetPath unit,
            String label,
            Map<AlarmType, Double> limits) {
        String sign = text(node, "type", "");
        AlarmType type = ofSign(sign);
        String id = signal + "/" + sign;
        unique(at + "/type", "alarm " + id);
        double limit = node.path("limit").asDouble(0);
        limits.put(type, limit);
        @Nullable Duration on = duration(node, "on-delay");
        @Nullable Duration off = duration(node, "off-delay");
        LimitRule rule =
                new LimitRule(
                        type,
                        limit,
                        node.path("deadband").asDouble(0),
                        on == null ? Duration.ZERO : on,
                        off == null ? Duration.ZERO : off,
                        node.path("priority").asInt(4));
        return new AlarmDefinition(
                id, signal, unit, rule, text(node, "message", label + " " + sign));
    }

    private void checkOrder(String at, Map<AlarmType, Double> limits) {
        Map.@Nullable Entry<AlarmType, Double> before = null;
        for (Map.Entry<AlarmType, Double> entry : limits.entrySet()) {
            if (before != null && before.getValue() >= entry.getValue()) {
                wrong(
                        at,
                        "expected limits in the order LL < L < H < HH, found "
                                + before.getKey().sign()
                                + " "
                                + before.getValue()
                                + " and "
                                + entry.getKey().sign()
                                + " "
                                + entry.getValue());
            }
            before = entry;
        }
    }

    private void unique(String at, String what) {
        Integer first = seen.putIfAbsent(what, yaml.line(at));
        if (first != null) {
            wrong(at, "expected once, but " + what + " is already on line " + first);
        }
    }

    private void wrong(String at, String expected) {
        problems.add(yaml.line(at), YamlFile.key(at), expected);
    }

    private interface Item {
        void read(JsonNode node, String at);
    }

    private static void each(JsonNode node, String at, String key, Item item) {
        int index = 0;
        for (JsonNode child : node.path(key)) {
            item.read(child, at + "/" + key + "/" + index++);
        }
    }

    private static AlarmType ofSign(String sign) {
        for (AlarmType type : AlarmType.values()) {
            if (type.sign().equals(sign)) {
                return type;
            }
        }
        throw new IllegalStateException("the schema let alarm type '" + sign + "' pass");
    }

    private static String text(JsonNode node, String key, String otherwise) {
        return node.has(key) ? node.path(key).asString() : otherwise;
    }

    private static @Nullable Double number(JsonNode node, String key) {
        return node.has(key) ? Double.valueOf(node.path(key).asDouble()) : null;
    }

    private static @Nullable Duration duration(JsonNode node, String key) {
        return node.has(key) ? Durations.parse(node.path(key).asString()).orElse(null) : null;
    }
}
