package io.lineside.relay.sizing;

import io.lineside.core.alarm.AlarmDefinition;
import io.lineside.core.plant.Plant;
import io.lineside.core.plant.Signal;
import io.lineside.model.AssetPath;
import io.lineside.wire.Groups;
import io.lineside.wire.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All that the relay sends for a plant, for any tick. */
final class Traffic {

    private static final double MILLIS = 1_000;

    private final Assumptions assumptions;
    private final Audience audience;
    private final List<ValuesGroup> values = new ArrayList<>();
    private final List<GroupLoad> others = new ArrayList<>();

    Traffic(Plant plant, Assumptions assumptions) {
        this.assumptions = assumptions;
        List<AssetPath> units = new ArrayList<>();
        each(plant, unit -> units.add(unit.path()));
        this.audience = new Audience(units, assumptions);
        each(plant, this::addUnit);
        Map<String, List<AlarmDefinition>> alarms = new LinkedHashMap<>();
        plant.alarms()
                .forEach(
                        alarm ->
                                alarms.computeIfAbsent(
                                                Groups.alarms(alarm.area()), _ -> new ArrayList<>())
                                        .add(alarm));
        plant.sites().forEach(site -> addSite(site, alarms));
        // The relay publishes this site's heads too, to no client as long as no device has
        // appeared there.
        String nobody = Groups.live(AssetPath.UNASSIGNED);
        others.add(new GroupLoad(nobody, 0, Specimens.heads(nobody, List.of(), List.of()), 1, 0));
    }

    private static void each(Plant plant, Consumer<Plant.Unit> consumer) {
        plant.sites().stream()
                .flatMap(site -> site.areas().stream())
                .flatMap(area -> area.units().stream())
                .filter(Traffic::hasSignals)
                .forEach(consumer);
    }

    private static boolean hasSignals(Plant.Unit unit) {
        return unit.devices().stream().anyMatch(device -> !device.signals().isEmpty());
    }

    private void addUnit(Plant.Unit unit) {
        List<ValuesGroup.Batch> batches = new ArrayList<>();
        for (Plant.Device device : unit.devices()) {
            Map<Long, List<Row>> byPeriod = new LinkedHashMap<>();
            for (Signal signal : device.signals()) {
                Row row = Specimens.row(signal);
                Duration period = signal.period();
                if (period == null) {
                    batches.add(
                            new ValuesGroup.Batch(
                                    assumptions.eventRate().perSecond(), false, List.of(row)));
                } else {
                    byPeriod.computeIfAbsent(period.toMillis(), _ -> new ArrayList<>()).add(row);
                }
            }
            byPeriod.forEach(
                    (period, rows) ->
                            batches.add(new ValuesGroup.Batch(MILLIS / period, true, rows)));
        }
        String group = Groups.values(unit.path());
        values.add(new ValuesGroup(group, audience.of(group), batches));
    }

    private void addSite(Plant.Site site, Map<String, List<AlarmDefinition>> alarms) {
        AssetPath path = site.path();
        List<String> valuesGroups = new ArrayList<>();
        List<String> alarmGroups = new ArrayList<>();
        for (Plant.Area area : site.areas()) {
            area.units().stream()
                    .filter(Traffic::hasSignals)
                    .forEach(unit -> valuesGroups.add(Groups.values(unit.path())));
            String group = Groups.alarms(area.path());
            if (alarms.containsKey(group)) {
                alarmGroups.add(group);
            }
        }
        String live = Groups.live(path);
        add(live, Specimens.heads(live, valuesGroups, alarmGroups), 1);
        String overview = Groups.overview(path);
        double transitions = assumptions.transitionsPerSecond();
        add(
                overview,
                Specimens.overview(overview, site),
                Math.min(1, alarmGroups.size() * transitions));
        for (String group : alarmGroups) {
            int longest =
                    alarms.getOrDefault(group, List.of()).stream()
                            .mapToInt(Specimens::transition)
                            .max()
                            .orElse(0);
            add(group, longest, transitions);
        }
    }

    private void add(String group, int bytes, double rate) {
        others.add(new GroupLoad(group, 0, bytes, rate, audience.of(group)));
    }

    /** The load with this tick. */
    Load at(Duration tick) {
        List<GroupLoad> groups = new ArrayList<>();
        values.forEach(group -> groups.add(group.at(tick)));
        groups.addAll(others);
        return new Load(tick, assumptions.operators(), List.copyOf(groups));
    }
}
