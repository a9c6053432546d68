package io.lineside.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether every row is accounted for: what the devices sent against what the relay counted and what
 * the desktop holds at the end. Pure functions on the three reports.
 */
final class Accounts {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode devices;
    private final JsonNode relay;
    private final JsonNode desktop;

    /**
     * @param devices the devices' report
     * @param relay the relay's counters
     * @param desktop the desktop's report
     */
    Accounts(JsonNode devices, JsonNode relay, JsonNode desktop) {
        this.devices = devices;
        this.relay = relay;
        this.desktop = desktop;
    }

    /** Each count that does not add up, in words; empty when all do. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        long acknowledged = devices.path("acknowledged").asLong();
        long received = relay.path("received").asLong();
        long decoded = relay.path("decoded").asLong();
        long rejected = relay.path("rejected").asLong();
        if (devices.path("sent").asLong() == 0) {
            faults.add("the devices sent nothing");
        }
        if (devices.path("sent").asLong() != acknowledged) {
            faults.add(
                    "sent "
                            + devices.path("sent").asLong()
                            + ", but the hub acknowledged "
                            + acknowledged);
        }
        if (received != acknowledged) {
            faults.add(
                    "the hub acknowledged "
                            + acknowledged
                            + " messages, but the relay received "
                            + received);
        }
        if (decoded + rejected != received) {
            faults.add(
                    "received "
                            + received
                            + " messages, but decoded "
                            + decoded
                            + " and rejected "
                            + rejected);
        }
        if (relay.path("samples").asLong()
                != devices.path("samples").asLong(relay.path("samples").asLong())) {
            faults.add(
                    "sent "
                            + devices.path("samples").asLong()
                            + " samples, but decoded "
                            + relay.path("samples").asLong());
        }
        if (rejected != 0) {
            faults.add(
                    "the relay rejected "
                            + rejected
                            + " messages of devices that send none that is wrong");
        }
        if (desktop.path("rowsApplied").asLong() == 0) {
            faults.add("the desktop showed nothing");
        }
        faults.addAll(wrongLastValues());
        return faults;
    }

    private List<String> wrongLastValues() {
        List<String> faults = new ArrayList<>();
        JsonNode shown = desktop.path("latest");
        for (Map.Entry<String, JsonNode> sent : devices.path("last").properties()) {
            JsonNode value = shown.path(sent.getKey()).path("value");
            if (!same(sent.getValue(), value)) {
                faults.add(
                        "the last "
                                + sent.getKey()
                                + " sent was "
                                + sent.getValue()
                                + ", but the desktop has "
                                + value);
            }
        }
        return faults;
    }

    private static boolean same(JsonNode sent, JsonNode shown) {
        if (sent.isNull()) {
            return shown.isNull() || shown.isMissingNode();
        }
        if (sent.isNumber() && shown.isNumber()) {
            return sent.asDouble() == shown.asDouble();
        }
        if (sent.isObject() && shown.isObject()) {
            return sent.path("lat").asDouble() == shown.path("lat").asDouble()
                    && sent.path("lon").asDouble() == shown.path("lon").asDouble();
        }
        return sent.equals(shown);
    }

    /** The report of a run, for {@code report.json}. */
    ObjectNode report(List<String> faults) {
        ObjectNode report = JSON.createObjectNode();
        ObjectNode rows = report.putObject("rows");
        rows.put("sent", devices.path("sent").asLong());
        rows.put("acknowledged", devices.path("acknowledged").asLong());
        rows.put("received", relay.path("received").asLong());
        rows.put("decoded", relay.path("decoded").asLong());
        rows.put("rejected", relay.path("rejected").asLong());
        rows.put("samples", relay.path("samples").asLong());
        rows.put("shown", desktop.path("rowsApplied").asLong());
        report.set("latencyMillis", desktop.path("latencyMillis"));
        ObjectNode transitions = report.putObject("alarmTransitions");
        for (String kind : List.of("raised", "cleared", "acknowledged")) {
            transitions.put(kind, relay.path(kind).asLong());
        }
        report.set(
                "desktop",
                JSON.createObjectNode().setAll((ObjectNode) desktop.deepCopy()).without("latest"));
        faults.forEach(report.putArray("faults")::add);
        return report;
    }
}
