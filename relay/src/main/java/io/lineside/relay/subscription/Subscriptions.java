package io.lineside.relay.subscription;

import io.lineside.model.asset.AssetPath;
import io.lineside.model.asset.Groups;
import io.lineside.model.asset.PlantView;
import io.lineside.model.wire.AlarmTransition;
import io.lineside.model.wire.AlarmView;
import io.lineside.model.wire.Envelope;
import io.lineside.model.wire.Seat;
import io.lineside.model.wire.Subscription;
import io.lineside.relay.broadcast.Broadcast;
import io.lineside.relay.latest.LatestTable;
import io.lineside.relay.plant.Plant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subscriptions of all clients. Subscribing, renewing and recovering are one call: join first,
 * then answer what the client has not got, so that nothing falls between.
 */
public final class Subscriptions {

    /** How long a subscription holds without being renewed. */
    public static final Duration LEASE = Duration.ofSeconds(60);

    /** A client that missed more transitions than this gets the current alarms alone. */
    static final int MOST_MISSED = 1_000;

    private final Plant plant;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Map<String, Subscriber> subscribers = new ConcurrentHashMap<>();

    public Subscriptions(Plant plant, Broadcast broadcast, InstantSource clock) {
        this.plant = plant;
        this.broadcast = broadcast;
        this.clock = clock;
        broadcast.onGone(subscribers::remove);
    }

    /** One client's set, and how far the relay has given it each values group. */
    private static final class Subscriber {
        final Map<String, Long> seats = new ConcurrentHashMap<>();
        volatile List<AssetPath> paths = List.of();
        volatile Instant until;
        Set<String> groups = Set.of();

        Subscriber(Instant until) {
            this.until = until;
        }
    }

    /**
     * Takes the whole set of what a connection wants and answers what it has missed.
     *
     * @throws UnknownConnectionException when there is no such connection
     * @throws IllegalArgumentException when a path is none
     */
    public Subscription.Answer subscribe(Subscription wanted) throws UnknownConnectionException {
        List<AssetPath> paths = wanted.paths().stream().map(AssetPath::new).toList();
        if (!broadcast.isConnected(wanted.connectionId())) {
            throw new UnknownConnectionException(wanted.connectionId());
        }
        Instant now = clock.instant();
        Subscriber subscriber =
                subscribers.computeIfAbsent(
                        wanted.connectionId(), id -> new Subscriber(now.plus(LEASE)));
        synchronized (subscriber) {
            subscriber.until = now.plus(LEASE);
            subscriber.paths = paths;
            join(wanted.connectionId(), subscriber);
            if (!broadcast.isConnected(wanted.connectionId())) {
                subscribers.remove(wanted.connectionId());
                throw new UnknownConnectionException(wanted.connectionId());
            }
            return answer(subscriber, wanted.have(), now);
        }
    }

    private void join(String connectionId, Subscriber subscriber) {
        Set<String> groups = groups(subscriber.paths, plant.view());
        for (String group : groups) {
            if (!subscriber.groups.contains(group)) {
                broadcast.join(connectionId, group);
            }
        }
        for (String group : subscriber.groups) {
            if (!groups.contains(group)) {
                broadcast.leave(connectionId, group);
                subscriber.seats.remove(group);
            }
        }
        subscriber.groups = groups;
    }

    private Subscription.Answer answer(Subscriber subscriber, Map<String, Seat> have, Instant now) {
        List<Envelope> values = new ArrayList<>();
        List<Subscription.Alarms> alarms = new ArrayList<>();
        for (String group : subscriber.groups) {
            if (group.startsWith(Groups.VALUES)) {
                values.add(values(group, subscriber, have.get(group), now));
            } else if (group.startsWith(Groups.ALARMS)) {
                alarms.add(alarms(group, have.get(group)));
            }
        }
        return new Subscription.Answer(
                now.toEpochMilli(),
                LEASE.toMillis(),
                plant.view().version(),
                plant.state(),
                plant.journalled(),
                values,
                alarms);
    }

    private Envelope values(
            String group,
            Subscriber subscriber,
            @org.jspecify.annotations.Nullable Seat seat,
            Instant now) {
        LatestTable latest = plant.latest();
        long from = seat != null && seat.epoch().equals(latest.epoch()) ? seat.seq() : 0;
        LatestTable.Slice slice = latest.since(group, from);
        subscriber.seats.merge(group, slice.seq(), Math::max);
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

    private Subscription.Alarms alarms(String group, @org.jspecify.annotations.Nullable Seat seat) {
        long head = plant.alarmHeads().getOrDefault(group, 0L);
        List<AlarmView> current =
                plant.alarms().stream()
                        .filter(alarm -> Groups.alarms(new AssetPath(alarm.unit())).equals(group))
                        .toList();
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

    /**
     * How far the connection was given the values group; empty when it has not subscribed to it, or
     * not been answered.
     */
    public OptionalLong seat(String connectionId, String group) {
        Subscriber subscriber = subscribers.get(connectionId);
        Long seat = subscriber == null ? null : subscriber.seats.get(group);
        return seat == null ? OptionalLong.empty() : OptionalLong.of(seat);
    }

    /** Notes that the connection is given the values group up to this seq. */
    public void given(String connectionId, String group, long seq) {
        Subscriber subscriber = subscribers.get(connectionId);
        if (subscriber != null) {
            subscriber.seats.computeIfPresent(group, (name, had) -> Math.max(had, seq));
        }
    }

    /** Lets clients into the groups of units that have appeared since they subscribed. */
    public void plantChanged() {
        subscribers.forEach(
                (id, subscriber) -> {
                    synchronized (subscriber) {
                        Set<String> before = subscriber.groups;
                        join(id, subscriber);
                        for (String group : subscriber.groups) {
                            if (group.startsWith(Groups.VALUES) && !before.contains(group)) {
                                // Nothing of it was given yet: the next tick brings all there is.
                                subscriber.seats.putIfAbsent(group, 0L);
                            }
                        }
                    }
                });
    }

    /** Ends the subscriptions that nobody has renewed. */
    public void expire() {
        Instant now = clock.instant();
        subscribers.forEach(
                (id, subscriber) -> {
                    synchronized (subscriber) {
                        if (subscriber.until.isBefore(now) && subscribers.remove(id, subscriber)) {
                            subscriber.groups.forEach(group -> broadcast.leave(id, group));
                        }
                    }
                });
    }

    /** How many connections have a subscription. */
    public int count() {
        return subscribers.size();
    }

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
