package io.lineside.relay.plantfile;

import static io.lineside.relay.plantfile.PlantNodes.duration;
import static io.lineside.relay.plantfile.PlantNodes.each;
import static io.lineside.relay.plantfile.PlantNodes.number;
import static io.lineside.relay.plantfile.PlantNodes.text;

import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.YamlFile;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a {@link Plant} of a file that the schema allows, and checks what a schema cannot. */
final class PlantFileReader {

    private final PlantNodes nodes;
    private final AlarmReader alarms;

    PlantFileReader(YamlFile yaml) {
        this.nodes = new PlantNodes(yaml);
        this.alarms = new AlarmReader(nodes);
    }

    Plant read() throws ConfigException {
        JsonNode root = nodes.root();
        List<Plant.Site> sites = new ArrayList<>();
        each(root, "", "sites", (node, at) -> sites.add(site(node, at)));
        nodes.throwIfAnyIsWrong();
        return new Plant(sites);
    }

    private Plant.Site site(JsonNode node, String at) {
        String id = text(node, "id", "");
        nodes.unique(at + "/id", "site " + id);
        if (id.equals(AssetPath.UNASSIGNED.site().text())) {
            nodes.wrong(
                    at + "/id", "'unassigned' is the site of devices that are not in this file");
        }
        AssetPath path = new AssetPath(id);
        List<Plant.Area> areas = new ArrayList<>();
        String zone = zone(node, at);
        each(node, at, "areas", (area, there) -> areas.add(area(area, there, path)));
        return new Plant.Site(path, text(node, "name", id), zone, areas);
    }

    private String zone(JsonNode node, String at) {
        String zone = text(node, "time-zone", "UTC");
        try {
            ZoneId unused = ZoneId.of(zone);
        } catch (DateTimeException _) {
            nodes.wrong(
                    at + "/time-zone",
                    "expected an IANA name such as Europe/Berlin, found '" + zone + "'");
        }
        return zone;
    }

    private Plant.Area area(JsonNode node, String at, AssetPath site) {
        String id = text(node, "id", "");
        AssetPath path = site.child(id);
        nodes.unique(at + "/id", "area " + path);
        List<Plant.Unit> units = new ArrayList<>();
        each(node, at, "units", (unit, there) -> units.add(unit(unit, there, path)));
        return new Plant.Area(path, text(node, "name", id), units);
    }

    private Plant.Unit unit(JsonNode node, String at, AssetPath area) {
        String id = text(node, "id", "");
        AssetPath path = area.child(id);
        nodes.unique(at + "/id", "unit " + path);
        List<Plant.Device> devices = new ArrayList<>();
        each(node, at, "devices", (device, there) -> devices.add(device(device, there, path)));
        return new Plant.Unit(path, text(node, "name", id), devices);
    }

    private Plant.Device device(JsonNode node, String at, AssetPath unit) {
        String id = text(node, "id", "");
        // A sample names its device without a place, so a device id must be unique in the whole
        // plant.
        nodes.unique(at + "/id", "device " + id);
        List<Signal> signals = new ArrayList<>();
        each(node, at, "signals", (signal, there) -> signals.add(signal(signal, there, id, unit)));
        return new Plant.Device(id, text(node, "name", id), place(node), signals);
    }

    private static Value.@Nullable Geo place(JsonNode device) {
        JsonNode position = device.path("position");
        Double latitude = number(position, "latitude");
        Double longitude = number(position, "longitude");
        return latitude == null || longitude == null ? null : new Value.Geo(latitude, longitude);
    }

    private Signal signal(JsonNode node, String at, String device, AssetPath unit) {
        SignalId id = new SignalId(device, text(node, "name", ""));
        nodes.unique(at + "/name", "signal " + id);
        @Nullable Duration period = duration(node, "period");
        if (period != null && period.isZero()) {
            nodes.wrong(
                    at + "/period", "expected more than 0; left out, the signal is never stale");
        }
        Signal.Display display = display(node, at, id);
        return new Signal(
                id, unit, display, period, alarms.read(node, at, id, unit, display.label()));
    }

    private Signal.Display display(JsonNode node, String at, SignalId id) {
        @Nullable Double min = number(node.path("scale"), "min");
        @Nullable Double max = number(node.path("scale"), "max");
        if (min != null && max != null && min >= max) {
            nodes.wrong(at + "/scale", "expected min below max, found " + min + " and " + max);
        }
        return new Signal.Display(
                text(node, "label", id.name()),
                text(node, "unit", ""),
                node.path("decimals").asInt(1),
                min,
                max);
    }
}
