package io.lineside.relay.publish;

import io.lineside.model.AssetPath;
import io.lineside.relay.alarm.AlarmIndex;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.AreaStats;
import io.lineside.relay.plant.Plant;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Delivery;
import io.lineside.wire.Groups;
import io.lineside.wire.Head;
import io.lineside.wire.Heads;
import io.lineside.wire.Overview;
import io.lineside.wire.PlantView;
import io.lineside.wire.Targets;
import io.lineside.wire.WireJson;
import io.lineside.wire.WireWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a site's clients hear once a second: the heads, always; the overview of its areas, when it
 * changed.
 */
final class LiveLane {

    private static final AreaStats NONE = new AreaStats(0, 0, 0);

    private final Plant plant;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final JsonMapper mapper = WireJson.mapper();
    private final Map<String, Map<String, Long>> toldHeads = new HashMap<>();
    private final Map<String, Long> toldSeq = new HashMap<>();
    private final Map<String, List<Overview.Area>> toldAreas = new HashMap<>();

    LiveLane(Plant plant, Broadcast broadcast, InstantSource clock) {
        this.plant = plant;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    void second() {
        PlantView view = plant.view();
        AlarmIndex alarms = AlarmIndex.of(plant.alarms());
        boolean unassigned = false;
        for (PlantView.Site site : view.sites()) {
            tell(new AssetPath(site.path()), site, alarms);
            unassigned |= site.path().equals(AssetPath.UNASSIGNED.site().text());
        }
        if (!unassigned) {
            // Clients may wait there for devices that have not appeared yet.
            AssetPath site = AssetPath.UNASSIGNED.site();
            tell(site, new PlantView.Site(site.text(), "Unassigned", "UTC", List.of()), alarms);
        }
    }

    private void tell(AssetPath path, PlantView.Site site, AlarmIndex alarms) {
        LatestTable latest = plant.latest();
        String group = Groups.live(path);
        Map<String, Long> heads = latest.heads();
        long seq = latest.seq();
        Map<String, Long> told = toldHeads.computeIfAbsent(group, name -> new HashMap<>());
        List<Head> moved = new ArrayList<>();
        heads.forEach(
                (valuesGroup, head) -> {
                    if (valuesGroup.startsWith(Groups.VALUES + path + "/")
                            && told.getOrDefault(valuesGroup, 0L) < head) {
                        moved.add(new Head(valuesGroup, head));
                    }
                });
        List<Head> alarmHeads = new ArrayList<>();
        plant.alarmHeads()
                .forEach(
                        (alarmsGroup, head) -> {
                            if (alarmsGroup.startsWith(Groups.ALARMS + path + "/")) {
                                alarmHeads.add(new Head(alarmsGroup, head));
                            }
                        });
        Long prev = toldSeq.get(group);
        Delivery delivery = broadcast.delivery();
        Heads message =
                new Heads(
                        group,
                        latest.epoch(),
                        prev == null ? 0 : prev,
                        seq,
                        clock.instant().toEpochMilli(),
                        moved,
                        plant.alarmEpoch(),
                        alarmHeads,
                        plant.state(),
                        plant.sourceLag().toMillis(),
                        plant.view().version(),
                        plant.journalled(),
                        delivery == null ? null : delivery.state());
        broadcast.send(group, new Payload(Targets.HEADS, WireWriter.heads(message)));
        // Only now: what a round that failed has not told, the next one tells.
        toldSeq.put(group, seq);
        moved.forEach(head -> told.put(head.group(), head.seq()));
        overview(path, site, seq, alarms);
    }

    private void overview(AssetPath path, PlantView.Site site, long seq, AlarmIndex alarms) {
        Map<AssetPath, AreaStats> stats = plant.areas();
        List<Overview.Area> areas =
                site.areas().stream()
                        .map(area -> area(new AssetPath(area.path()), stats, alarms))
                        .toList();
        if (areas.equals(toldAreas.get(site.path()))) {
            return;
        }
        Overview overview =
                new Overview(
                        Groups.overview(path),
                        plant.latest().epoch(),
                        seq,
                        clock.instant().toEpochMilli(),
                        areas);
        broadcast.send(
                overview.group(),
                new Payload(Targets.OVERVIEW, WireJson.overview(mapper, overview)));
        toldAreas.put(site.path(), areas);
    }

    private static Overview.Area area(
            AssetPath path, Map<AssetPath, AreaStats> stats, AlarmIndex alarms) {
        int worst = 0;
        int unacknowledged = 0;
        int active = 0;
        for (AlarmView alarm : alarms.in(Groups.alarms(path))) {
            worst = worst == 0 ? alarm.priority() : Math.min(worst, alarm.priority());
            switch (alarm.display()) {
                case UNACKNOWLEDGED -> {
                    unacknowledged++;
                    active++;
                }
                case ACKNOWLEDGED -> active++;
                case RETURNED_UNACKNOWLEDGED -> unacknowledged++;
                case NORMAL -> {}
            }
        }
        AreaStats counts = stats.getOrDefault(path, NONE);
        return new Overview.Area(
                path.text(),
                worst,
                unacknowledged,
                active,
                counts.good(),
                counts.uncertain(),
                counts.bad());
    }
}
