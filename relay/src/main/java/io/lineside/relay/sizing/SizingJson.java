package io.lineside.relay.sizing;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sizing for a program to read: the figures of {@link SizingText}, unrounded, all groups. */
final class SizingJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private SizingJson() {}

    /**
     * The sizing in JSON.
     *
     * @param name the name of the plant's file
     */
    static String text(String name, Sizing sizing) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("plant", name).put("estimate", true);
        Assumptions assumed = sizing.assumptions();
        ObjectNode assumptions =
                json.putObject("assumptions").put("operators", assumed.operators());
        if (assumed.unitsPerOperator() != null) {
            assumptions.put("unitsPerOperator", assumed.unitsPerOperator());
        }
        assumptions
                .put("eventsPerSecond", assumed.eventRate().perSecond())
                .put("alarmsPerSecond", assumed.alarmRate().perSecond())
                .put("transitionsPerAlarm", Assumptions.TRANSITIONS);
        json.set("embedded", load(sizing.embedded()));
        ObjectNode azure = load(sizing.azure());
        azure.put("dailyMessages", Math.round(sizing.azure().dailyUnits()));
        sizing.halving()
                .ifPresent(
                        half ->
                                azure.putObject("halving")
                                        .put("tickMillis", half.tick().toMillis())
                                        .put("dailyMessages", Math.round(half.dailyUnits())));
        azure.put("free", AzureTable.isFree(sizing.azure()));
        carriedBy(azure, sizing.azure());
        json.set("azure", azure);
        return json.toPrettyString();
    }

    private static void carriedBy(ObjectNode azure, Load load) {
        Optional<AzureTable.Column> smallest = AzureTable.smallest(load);
        smallest.ifPresent(
                column ->
                        azure.putObject("carriedBy")
                                .put("tier", column.tier())
                                .put("units", column.units())
                                .put(
                                        "ofConnections",
                                        (double) load.operators() / column.connections())
                                .put("ofRestInbound", load.inUnits() / column.restIn())
                                .put("ofBigGroupOutbound", load.outUnits() / column.groupOut())
                                .put(
                                        "includedMessages",
                                        (long) column.units() * AzureTable.INCLUDED_MESSAGES));
        AzureTable.between(load).ifPresent(column -> azure.put("unitsBetween", column.units()));
    }

    private static ObjectNode load(Load load) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("tickMillis", load.tick().toMillis());
        ArrayNode groups = json.putArray("groups");
        for (GroupLoad group : load.groups()) {
            groups.addObject()
                    .put("group", group.group())
                    .put("rows", group.rows())
                    .put("bytes", group.bytes())
                    .put("units", group.unitsPerMessage())
                    .put("clients", group.members())
                    .put("inMessages", group.rate())
                    .put("inUnits", group.inUnits())
                    .put("outMessages", group.outMessages())
                    .put("outUnits", group.outUnits());
        }
        json.putObject("all")
                .put("inMessages", load.inMessages())
                .put("inUnits", load.inUnits())
                .put("outMessages", load.outMessages())
                .put("outUnits", load.outUnits())
                .put("outBytes", load.outBytes());
        json.putObject("client")
                .put("outMessages", load.perClient(load.outMessages()))
                .put("outUnits", load.perClient(load.outUnits()))
                .put("outBytes", load.perClient(load.outBytes()));
        return json;
    }
}
