package io.lineside.relay.publish;

import io.lineside.core.alarm.AlarmStatus;
import io.lineside.core.alarm.AlarmsByArea;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.AreaStats;
import io.lineside.core.signal.LatestTable;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.Payload;
import io.lineside.wire.Delivery;
import io.lineside.wire.Groups;
import io.lineside.wire.Head;
import io.lineside.wire.Heads;
import io.lineside.wire.Overview;
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
 * Publishes to each site's clients once a second: the heads always, the overview of the site's
 * areas when it changed. For the publish thread alone.
 */
final class LiveLane {

    private static final AreaStats NONE = new AreaStats(0, 0, 0);

    /** What was last published of a site. */
    private static final class Published {
        final Map<AssetPath, Long> heads = new HashMap<>();
        long seq;
        List<Overview.Area> areas = List.of();
        boolean overview;
    }

    private final PlantValues values;
    private final PlantAlarms alarms;
    private final PlantStatus status;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final JsonMapper mapper = WireJson.mapper();
    private final Map<AssetPath, Published> bySite = new HashMap<>();

    LiveLane(
            PlantValues values,
            PlantAlarms alarms,
            PlantStatus status,
            Broadcast broadcast,
            InstantSource clock) {
        this.values = values;
        this.alarms = alarms;
        this.status = status;
        this.broadcast = broadcast;
        this.clock = clock;
    }

    /** Publishes every site's heads, and its overview when that changed. */
    void second() {
        Assets assets = values.assets();
        AlarmsByArea byArea = AlarmsByArea.of(alarms.current().alarms());
        boolean unassigned = false;
        for (Plant.Site site : assets.sites()) {
            publish(site.path(), site.areas(), byArea);
            unassigned |= site.path().equals(AssetPath.UNASSIGNED.site());
        }
        if (!unassigned) {
            // Clients may be in this site's groups before a device has appeared there.
            publish(AssetPath.UNASSIGNED.site(), List.of(), byArea);
        }
    }

    private void publish(AssetPath site, List<Plant.Area> areas, AlarmsByArea byArea) {
        Published published = bySite.computeIfAbsent(site, _ -> new Published());
        LatestTable latest = values.latest();
        Map<AssetPath, Long> heads = latest.heads();
        long seq = latest.seq();
        Map<AssetPath, Long> moved = new HashMap<>();
        heads.forEach(
                (unit, head) -> {
                    if (site.covers(unit) && published.heads.getOrDefault(unit, 0L) < head) {
                        moved.put(unit, head);
                    }
                });
        String group = Groups.live(site);
        Heads message = heads(group, site, published.seq, seq, moved);
        broadcast.send(group, new Payload(Targets.HEADS, WireWriter.heads(message)));
        // Noted only after the send: what a failed round has not published, the next round
        // publishes.
        published.seq = seq;
        published.heads.putAll(moved);
        overview(site, areas, seq, byArea, published);
    }

    private Heads heads(
            String group, AssetPath site, long prev, long seq, Map<AssetPath, Long> moved) {
        List<Head> valueHeads = new ArrayList<>();
        moved.forEach((unit, head) -> valueHeads.add(new Head(Groups.values(unit), head)));
        List<Head> alarmHeads = new ArrayList<>();
        alarms.heads()
                .forEach(
                        (area, head) -> {
                            if (site.covers(area)) {
                                alarmHeads.add(new Head(Groups.alarms(area), head));
                            }
                        });
        Delivery delivery = broadcast.delivery();
        return new Heads(
                group,
                values.latest().epoch(),
                prev,
                seq,
                clock.instant().toEpochMilli(),
                valueHeads,
                alarms.journalId(),
                alarmHeads,
                status.state(),
                status.sourceLag().toMillis(),
                values.assets().version(),
                status.isJournalled(),
                delivery == null ? null : delivery.state());
    }

    private void overview(
            AssetPath site,
            List<Plant.Area> areas,
            long seq,
            AlarmsByArea byArea,
            Published published) {
        Map<AssetPath, AreaStats> stats = values.areas();
        List<Overview.Area> rolledUp =
                areas.stream()
                        .map(
                                area ->
                                        rollUp(
                                                area.path(),
                                                stats.getOrDefault(area.path(), NONE),
                                                byArea.in(area.path())))
                        .toList();
        if (published.overview && rolledUp.equals(published.areas)) {
            return;
        }
        Overview overview =
                new Overview(
                        Groups.overview(site),
                        values.latest().epoch(),
                        seq,
                        clock.instant().toEpochMilli(),
                        rolledUp);
        broadcast.send(
                overview.group(),
                new Payload(Targets.OVERVIEW, WireJson.overview(mapper, overview)));
        published.areas = rolledUp;
        published.overview = true;
    }

    private static Overview.Area rollUp(AssetPath path, AreaStats stats, List<AlarmStatus> alarms) {
        int worst = 0;
        int unacknowledged = 0;
        int active = 0;
        for (AlarmStatus alarm : alarms) {
            worst = worst == 0 ? alarm.priority() : Math.min(worst, alarm.priority());
            switch (alarm.state()) {
                case UNACKNOWLEDGED -> {
                    unacknowledged++;
                    active++;
                }
                case ACKNOWLEDGED -> active++;
                case RETURNED_UNACKNOWLEDGED -> unacknowledged++;
                case NORMAL -> {}
            }
        }
        return new Overview.Area(
                path.text(),
                worst,
                unacknowledged,
                active,
                stats.good(),
                stats.uncertain(),
                stats.bad());
    }
}
