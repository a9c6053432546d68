package io.lineside.relay.sizing;

import static io.lineside.relay.sizing.Lines.count;
import static io.lineside.relay.sizing.Lines.whole;

import io.lineside.core.plant.Plant;
import java.util.List;

/** A sizing for a person to read. */
final class SizingText {

    private SizingText() {}

    /**
     * The sizing in lines.
     *
     * @param name the name of the plant's file
     */
    static List<String> lines(String name, Sizing sizing) {
        Lines lines = new Lines();
        lines.add("Sizing of " + name + ": an estimate; docs/SIZING.md says what it is worth.");
        lines.add("");
        plant(lines, sizing);
        lines.add("");
        LoadText.write(lines, "Embedded hub", sizing.embedded());
        lines.add("");
        LoadText.write(lines, "Azure SignalR Service", sizing.azure());
        lines.add("");
        AzureText.write(lines, sizing);
        lines.add("");
        assumptions(lines, sizing.assumptions());
        return lines.all();
    }

    private static void plant(Lines lines, Sizing sizing) {
        Plant plant = sizing.plant();
        List<Plant.Area> areas =
                plant.sites().stream().flatMap(site -> site.areas().stream()).toList();
        long units = areas.stream().mapToLong(area -> area.units().size()).sum();
        long byException =
                plant.signals().values().stream().filter(s -> s.period() == null).count();
        int alarms = plant.alarms().size();
        lines.fact(
                "plant",
                count(plant.sites().size(), "site")
                        + ", "
                        + count(areas.size(), "area")
                        + ", "
                        + count(units, "unit")
                        + ", "
                        + count(plant.signals().size(), "signal")
                        + " ("
                        + byException
                        + " by exception), "
                        + count(alarms, "alarm"));
        Integer each = sizing.assumptions().unitsPerOperator();
        lines.fact(
                "operators",
                whole(sizing.assumptions().operators())
                        + (each == null || each >= units
                                ? ", each watching all units"
                                : ", each watching " + count(each, "unit")));
    }

    private static void assumptions(Lines lines, Assumptions assumed) {
        lines.add("Assumed");
        lines.add(
                "  by exception: "
                        + assumed.eventRate()
                        + " from each such signal; alarms: "
                        + assumed.alarmRate()
                        + " in each area that has any, each told "
                        + Assumptions.TRANSITIONS
                        + " times");
        lines.add(
                "  a device's signals of one period come together, devices independently; every"
                        + " sample is told, changed or not");
        lines.add(
                "  bytes are of the relay's own encoding; a signal without unit and scale is taken"
                        + " for a position");
        lines.add(
                "  no published row measures sends to groups over REST: inbound is held against"
                        + " \"send to user through REST API\",");
        lines.add(
                "  outbound against \"send to big group\", and the lower decides; a message counts as"
                        + " at least 2 KB");
        lines.add(
                "  averages, all operators connected all day; alarm floods, first paint and"
                        + " recovery (over HTTP) are not in it");
    }
}
