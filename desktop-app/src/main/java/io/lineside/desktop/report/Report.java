package io.lineside.desktop.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.latest.Readings;
import io.lineside.desktop.link.LatencyLog;
import io.lineside.desktop.link.Link;
import io.lineside.model.AlarmEvent;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a run of the desktop has received and how its link stood, as JSON. Any thread. */
public final class Report {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().serializeNulls().create();

    private Report() {}

    /** Writes the report into a file, whose directory is made where it is absent. */
    public static void write(Path file, Link link, LatestValues values, LatestAlarms alarms)
            throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, GSON.toJson(of(link, values, alarms)));
    }

    static JsonObject of(Link link, LatestValues values, LatestAlarms alarms) {
        JsonObject report = new JsonObject();
        report.addProperty("rowsApplied", values.rowsApplied());
        report.addProperty("envelopes", link.counters().envelopes());
        report.addProperty("recoveries", link.counters().recoveries());
        report.addProperty("duplicatesIgnored", link.counters().duplicatesIgnored());
        report.addProperty("connects", link.counters().connects());
        report.addProperty("overflows", link.counters().overflows());
        report.addProperty("malformed", link.counters().malformed());
        report.add("latencyMillis", latency(link.latency()));
        JsonObject transitions = new JsonObject();
        for (AlarmEvent kind : AlarmEvent.values()) {
            transitions.addProperty(kind.word(), alarms.seen(kind));
        }
        report.add("transitions", transitions);
        report.addProperty("alarmsActive", alarms.all().size());
        report.add("latest", latest(values, link.status().readings(values)));
        JsonArray states = new JsonArray();
        for (Link.Passage passage : link.passages()) {
            states.add(GSON.toJsonTree(passage));
        }
        report.add("linkState", states);
        return report;
    }

    private static JsonObject latency(LatencyLog log) {
        JsonObject latency = new JsonObject();
        latency.addProperty("p50", log.percentile(50));
        latency.addProperty("p99", log.percentile(99));
        latency.addProperty("max", log.max());
        latency.addProperty("count", log.count());
        return latency;
    }

    private static JsonObject latest(LatestValues values, Readings readings) {
        JsonObject latest = new JsonObject();
        for (SignalId signal : values.signals().stream().sorted().toList()) {
            Reading reading = readings.of(signal);
            JsonObject each = new JsonObject();
            each.add("value", value(reading.value()));
            each.addProperty("quality", reading.quality().word());
            each.addProperty("sourceTime", reading.sourceTime());
            each.addProperty("vouched", reading.vouched());
            latest.add(signal.toString(), each);
        }
        return latest;
    }

    private static JsonElement value(@Nullable Value value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case Value.Num(double number) -> new JsonPrimitive(number);
            case Value.Bool(boolean on) -> new JsonPrimitive(on);
            case Value.Text(String text) -> new JsonPrimitive(text);
            case Value.Geo(double latitude, double longitude) -> {
                JsonObject place = new JsonObject();
                place.addProperty("lat", latitude);
                place.addProperty("lon", longitude);
                yield place;
            }
        };
    }
}
