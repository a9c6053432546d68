package io.lineside.relay.subscription;

import io.lineside.model.AssetPath;
import io.lineside.relay.alarm.AlarmIndex;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.Plant;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Groups;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a subscription is answered: of each of its groups what the client has not got. */
final class Answers {

    /** A client that missed more transitions than this gets the current alarms alone. */
    static final int MOST_MISSED = 1_000;

    private final Plant plant;
    private final Broadcast broadcast;

    Answers(Plant plant, Broadcast broadcast) {
        this.plant = plant;
        this.broadcast = broadcast;
    }

    /**
     * The answer to a subscription.
     *
     * @param groups what the client is in
     * @param seats how far it was given each values group; moved
     * @param have where the client says it stands
     */
    Subscription.Answer answer(
            Set<String> groups, Map<String, Long> seats, Map<String, Cursor> have, Instant now) {
        List<Envelope> values = new ArrayList<>();
        List<Subscription.Alarms> alarms = new ArrayList<>();
        // Heads first: an alarm newer than its head is told again by the group, an older one never.
        Map<String, Long> heads = plant.alarmHeads();
        AlarmIndex current = AlarmIndex.of(plant.alarms());
        for (String group : groups) {
            if (group.startsWith(Groups.VALUES)) {
                values.add(values(group, seats, have.get(group), now));
            } else if (group.startsWith(Groups.ALARMS)) {
                alarms.add(
                        alarms(
                                group,
                                heads.getOrDefault(group, 0L),
                                current.in(group),
                                have.get(group)));
            }
        }
        Delivery delivery = broadcast.delivery();
        return new Subscription.Answer(
                now.toEpochMilli(),
                Subscriptions.LEASE.toMillis(),
                plant.view().version(),
                plant.state(),
                plant.journalled(),
                values,
                alarms,
                delivery == null ? null : delivery.state());
    }

    private Envelope values(
            String group, Map<String, Long> seats, @Nullable Cursor seat, Instant now) {
        LatestTable latest = plant.latest();
        long from = seat != null && seat.epoch().equals(latest.epoch()) ? seat.seq() : 0;
        LatestTable.Slice slice = latest.since(group, from);
        seats.merge(group, slice.seq(), Math::max);
        return new Envelope(
                group,
                latest.epoch(),
                from,
                Math.max(from, slice.seq()),
                now.toEpochMilli(),
                plant.sourceLag().toMillis(),
                slice.rows(),
                null);
    }

    private Subscription.Alarms alarms(
            String group, long head, List<AlarmView> current, @Nullable Cursor seat) {
        List<AlarmTransition> missed = List.of();
        if (seat != null
                && seat.epoch().equals(plant.alarmEpoch())
                && seat.seq() < head
                && head - seat.seq() <= MOST_MISSED) {
            // Later ones come by the group; told here as well, they would be counted twice.
            missed =
                    plant.transitions(group, seat.seq(), MOST_MISSED).stream()
                            .filter(transition -> transition.seq() <= head)
                            .toList();
        }
        return new Subscription.Alarms(group, plant.alarmEpoch(), head, current, missed);
    }

    /** The groups that belong to these paths. */
    static Set<String> groups(List<AssetPath> paths, PlantView view) {
        Set<String> groups = new LinkedHashSet<>();
        for (AssetPath path : paths) {
            groups.add(Groups.live(path));
            groups.add(Groups.overview(path));
        }
        for (PlantView.Site site : view.sites()) {
            for (PlantView.Area area : site.areas()) {
                for (PlantView.Unit unit : area.units()) {
                    AssetPath unitPath = new AssetPath(unit.path());
                    if (paths.stream().anyMatch(path -> path.covers(unitPath))) {
                        groups.add(Groups.values(unitPath));
                        groups.add(Groups.alarms(unitPath));
                    }
                }
            }
        }
        return groups;
    }
}
