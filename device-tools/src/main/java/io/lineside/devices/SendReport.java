package io.lineside.devices;

import io.lineside.devices.link.AckTimes;
import io.lineside.devices.link.DeviceLink;
import io.lineside.devices.link.LinkCounts;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.program.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What devices have sent; as JSON, the file that {@code --report} names.
 *
 * @param counts of all devices together
 * @param last the value sent last of each signal
 * @param ackP50 median time from the SDK's send call to the acknowledgement, milliseconds
 * @param ackP99 the time that 99 of 100 took at most, milliseconds
 */
public record SendReport(
        LinkCounts counts, Map<SignalId, @Nullable Value> last, double ackP50, double ackP99) {

    public SendReport {
        last = Collections.unmodifiableMap(new TreeMap<>(last));
    }

    static SendReport of(List<DeviceLink> links, AckTimes ackTimes) {
        LinkCounts counts = LinkCounts.NONE;
        Map<SignalId, @Nullable Value> last = new TreeMap<>();
        for (DeviceLink link : links) {
            counts = counts.plus(link.counts());
            last.putAll(link.last());
        }
        return new SendReport(counts, last, ackTimes.percentile(50), ackTimes.percentile(99));
    }

    /** As a JSON object; a caller may add to it. */
    ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("sent", counts.sent());
        json.put("acknowledged", counts.acknowledged());
        json.put("failed", counts.failed());
        json.put("retried", counts.retried());
        json.put("rows", counts.rows());
        json.put("connects", counts.connects());
        ObjectNode values = json.putObject("last");
        last.forEach((signal, value) -> put(values, signal.toString(), value));
        ObjectNode times = json.putObject("sendToAck");
        times.put("p50", ackP50);
        times.put("p99", ackP99);
        return json;
    }

    private static void put(ObjectNode to, String name, @Nullable Value value) {
        switch (value) {
            case null -> to.putNull(name);
            case Value.Num(double number) -> to.put(name, number);
            case Value.Bool(boolean on) -> to.put(name, on);
            case Value.Text(String text) -> to.put(name, text);
            case Value.Geo(double latitude, double longitude) ->
                    to.putObject(name).put("lat", latitude).put("lon", longitude);
        }
    }

    /** Writes JSON so that a reader sees the whole of it, or what was there before. */
    static void write(Path file, ObjectNode json) throws IOException {
        WholeFile.write(file, JsonMapper.shared().writeValueAsString(json));
    }
}
