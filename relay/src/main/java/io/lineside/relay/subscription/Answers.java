package io.lineside.relay.subscription;

import io.lineside.core.alarm.AlarmsByArea;
import io.lineside.core.engine.CurrentAlarms;
import io.lineside.core.engine.PlantAlarms;
import io.lineside.core.engine.PlantStatus;
import io.lineside.core.engine.PlantValues;
import io.lineside.core.plant.Assets;
import io.lineside.core.plant.Plant;
import io.lineside.core.signal.LatestTable;
import io.lineside.model.AssetPath;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.broadcast.WireMessages;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Groups;
import io.lineside.wire.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the answers to subscriptions: what the client lacks of each of its groups. */
final class Answers {

    /** A client that missed more transitions than this gets the current alarms alone. */
    static final int MOST_MISSED = 1_000;

    private final PlantValues values;
    private final PlantAlarms alarms;
    private final PlantStatus status;
    private final Broadcast broadcast;

    Answers(PlantValues values, PlantAlarms alarms, PlantStatus status, Broadcast broadcast) {
        this.values = values;
        this.alarms = alarms;
        this.status = status;
        this.broadcast = broadcast;
    }

    /**
     * The answer to a subscription.
     *
     * @param groups the groups that the client is in
     * @param cursors how far the client was given each values group; moved by this method
     * @param have the client's own cursors, from its request
     */
    Subscription.Answer answer(
            Set<String> groups, Map<String, Long> cursors, Map<String, Cursor> have, Instant now) {
        List<Envelope> envelopes = new ArrayList<>();
        List<Subscription.Alarms> areas = new ArrayList<>();
        // The heads are read before the current alarms: a transition after its head may be among
        // those already, and the group delivers it again; a transition before its head would never
        // be delivered.
        Map<AssetPath, Long> heads = alarms.heads();
        CurrentAlarms current = alarms.current();
        AlarmsByArea byArea = AlarmsByArea.of(current.alarms());
        for (String group : groups) {
            if (group.startsWith(Groups.VALUES)) {
                envelopes.add(envelope(group, cursors, have.get(group), now));
            } else if (group.startsWith(Groups.ALARMS)) {
                AssetPath area = Groups.place(group);
                areas.add(
                        alarms(
                                area,
                                heads.getOrDefault(area, 0L),
                                WireMessages.alarms(byArea.in(area), current),
                                have.get(group)));
            }
        }
        Delivery delivery = broadcast.delivery();
        return new Subscription.Answer(
                now.toEpochMilli(),
                Subscriptions.LEASE.toMillis(),
                values.assets().version(),
                status.state(),
                status.isJournalled(),
                envelopes,
                areas,
                delivery == null ? null : delivery.state());
    }

    private Envelope envelope(
            String group, Map<String, Long> cursors, @Nullable Cursor cursor, Instant now) {
        LatestTable latest = values.latest();
        long from = cursor != null && cursor.epoch().equals(latest.epoch()) ? cursor.seq() : 0;
        LatestTable.Slice slice = latest.since(Groups.place(group), from);
        cursors.merge(group, slice.seq(), Math::max);
        return new Envelope(
                group,
                latest.epoch(),
                from,
                Math.max(from, slice.seq()),
                now.toEpochMilli(),
                status.sourceLag().toMillis(),
                WireMessages.rows(slice.samples()),
                null);
    }

    private Subscription.Alarms alarms(
            AssetPath area, long head, List<AlarmView> current, @Nullable Cursor cursor) {
        List<AlarmTransition> missed = List.of();
        if (cursor != null
                && cursor.epoch().equals(alarms.journalId())
                && cursor.seq() < head
                && head - cursor.seq() <= MOST_MISSED) {
            // The group delivers the transitions after the head; with them in the answer as well,
            // the client would count them twice.
            missed =
                    alarms.transitions(area, cursor.seq(), MOST_MISSED).stream()
                            .filter(transition -> transition.seq() <= head)
                            .map(WireMessages::transition)
                            .toList();
        }
        return new Subscription.Alarms(
                Groups.alarms(area), alarms.journalId(), head, current, missed);
    }

    /** The groups that belong to these places. */
    static Set<String> groups(List<AssetPath> paths, Assets assets) {
        Set<String> groups = new LinkedHashSet<>();
        for (AssetPath path : paths) {
            groups.add(Groups.live(path));
            groups.add(Groups.overview(path));
        }
        for (Plant.Site site : assets.sites()) {
            for (Plant.Area area : site.areas()) {
                for (Plant.Unit unit : area.units()) {
                    if (paths.stream().anyMatch(path -> path.covers(unit.path()))) {
                        groups.add(Groups.values(unit.path()));
                        groups.add(Groups.alarms(unit.path()));
                    }
                }
            }
        }
        return groups;
    }
}
