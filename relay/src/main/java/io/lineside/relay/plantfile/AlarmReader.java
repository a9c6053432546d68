package io.lineside.relay.plantfile;

import static io.lineside.relay.plantfile.PlantNodes.duration;
import static io.lineside.relay.plantfile.PlantNodes.each;
import static io.lineside.relay.plantfile.PlantNodes.text;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.alarm.LimitRule;
import io.lineside.core.alarm.Rule;
import io.lineside.model.AlarmType;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the alarms of a signal; a new kind of rule gets its keys here and in the schema. */
final class AlarmReader {

    private final PlantNodes nodes;

    AlarmReader(PlantNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Reads the alarms.
     *
     * @param node the signal's node
     * @param at the node's place
     * @param label what an operator calls the signal, for alarms without a message
     */
    List<AlarmDefinition> read(
            JsonNode node, String at, SignalId signal, AssetPath unit, String label) {
        List<AlarmDefinition> alarms = new ArrayList<>();
        each(
                node,
                at,
                "alarms",
                (alarm, there) -> alarms.add(alarm(alarm, there, signal, unit, label)));
        checkOrder(at + "/alarms", alarms);
        return alarms;
    }

    private AlarmDefinition alarm(
            JsonNode node, String at, SignalId signal, AssetPath unit, String label) {
        String sign = text(node, "type", "");
        String id = signal + "/" + sign;
        nodes.unique(at + "/type", "alarm " + id);
        return new AlarmDefinition(
                id,
                signal,
                unit,
                rule(node, ofSign(sign)),
                text(node, "message", label + " " + sign));
    }

    private static Rule rule(JsonNode node, AlarmType type) {
        @Nullable Duration on = duration(node, "on-delay");
        @Nullable Duration off = duration(node, "off-delay");
        return switch (type) {
            case LOW_LOW, LOW, HIGH, HIGH_HIGH ->
                    new LimitRule(
                            type,
                            node.path("limit").asDouble(0),
                            node.path("deadband").asDouble(0),
                            on == null ? Duration.ZERO : on,
                            off == null ? Duration.ZERO : off,
                            node.path("priority").asInt(4));
        };
    }

    private void checkOrder(String at, List<AlarmDefinition> alarms) {
        Map<AlarmType, Double> limits = new EnumMap<>(AlarmType.class);
        for (AlarmDefinition alarm : alarms) {
            if (alarm.rule() instanceof LimitRule rule) {
                limits.put(rule.type(), rule.limit());
            }
        }
        Map.@Nullable Entry<AlarmType, Double> before = null;
        for (Map.Entry<AlarmType, Double> entry : limits.entrySet()) {
            if (before != null && before.getValue() >= entry.getValue()) {
                nodes.wrong(
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

    private static AlarmType ofSign(String sign) {
        for (AlarmType type : AlarmType.values()) {
            if (type.sign().equals(sign)) {
                return type;
            }
        }
        throw new IllegalStateException("the schema let alarm type '" + sign + "' pass");
    }
}
