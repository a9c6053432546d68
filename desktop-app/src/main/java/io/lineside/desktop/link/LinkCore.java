package io.lineside.desktop.link;

import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.alarm.AlarmEvent;
import io.lineside.model.asset.AssetPath;
import io.lineside.model.asset.Groups;
import io.lineside.model.asset.PlantView;
import io.lineside.model.wire.AlarmTransition;
import io.lineside.model.wire.Envelope;
import io.lineside.model.wire.Head;
import io.lineside.model.wire.Heads;
import io.lineside.model.wire.Seat;
import io.lineside.model.wire.SourceState;
import io.lineside.model.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The link's rules, without threads and sockets: all methods on the link thread, time as an
 * argument.
 *
 * <pre>
 *   connected -> plant -> subscribe -> answered -> heads… -> Live
 *   heads 3 s old -> Delayed;  6 s old -> NoLink: nothing is vouched for;  heads young again -> recover -> vouched for
 *   a seq that is missing, another epoch, a head that stays ahead -> recover (one at a time; what comes meanwhile is held)
 * </pre>
 */
final class LinkCore {

    static final Duration DELAYED = Duration.ofSeconds(3);
    static final Duration NO_LINK = Duration.ofSeconds(6);
    static final Duration RENEW = Duration.ofSeconds(20);

    /** A recovery that is not answered within this is asked for again. */
    static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(12);

    /**
     * A head that stays ahead for this long means loss: heads and values come by different ways.
     */
    static final Duration BEHIND_PATIENCE = Duration.ofMillis(1_500);

    /** How many envelopes are held while a recovery is in flight. */
    static final int MOST_HELD = 10_000;

    private record Behind(long seq, long since) {}

    private final Transport transport;
    private final LatestValues values;
    private final LatestAlarms alarms;
    private final List<String> wantedPaths;
    private final LinkCounters counters;
    private final LatencyLog latency;
    private final RelayClock relayClock = new RelayClock();
    private final Seats seats = new Seats();
    private final Map<String, Behind> behind = new HashMap<>();
    private final List<Envelope> held = new ArrayList<>();
    private final Reconnect reconnect;

    private volatile LinkStatus status = LinkStatus.START;
    private volatile PlantIndex plant = PlantIndex.empty();
    private volatile @Nullable Absence absence;
    private boolean plantKnown;
    private boolean fetchingPlant;
    private boolean connected;
    private boolean subscribed;
    private boolean recovering;
    private boolean recoverAgain;
    private long recoveryAsked;
    private long lastSubscribed;
    private long lastHeadsTime;
    private @Nullable Instant lostSince;

    LinkCore(
            Transport transport,
            LatestValues values,
            LatestAlarms alarms,
            List<String> wantedPaths,
            LinkCounters counters,
            LatencyLog latency) {
        this.transport = transport;
        this.values = values;
        this.alarms = alarms;
        this.wantedPaths = List.copyOf(wantedPaths);
        this.counters = counters;
        this.latency = latency;
        this.reconnect = new Reconnect(transport, counters);
    }

    LinkStatus status() {
        return status;
    }

    PlantIndex plant() {
        return plant;
    }

    /** What happened during the last absence; null when none was noted or it was dismissed. */
    @Nullable Absence absence() {
        return absence;
    }

    void dismissAbsence() {
        absence = null;
    }

    /** The latest the relay's clock can show, epoch milliseconds; 0 while unknown. */
    long relayNow(long now) {
        return relayClock.isKnown() ? relayClock.latest(now) : 0;
    }

    void start(long now) {
        reconnect.now(now);
    }

    void connected(long now) {
        connected = true;
        recovering = false;
        fetchingPlant = false;
        reconnect.succeeded();
        subscribed = false;
        if (plantKnown) {
            recover(now);
        } else {
            fetchPlant();
        }
    }

    void closed(long now) {
        connected = false;
        recovering = false;
        held.clear();
        reconnect.later(now);
    }

    void refused(String reason, long now) {
        recovering = false;
        fetchingPlant = false;
        if (connected) {
            // The relay does not know this connection (any more), or cannot be asked: begin anew.
            connected = false;
            transport.disconnect();
            reconnect.later(now);
        }
    }

    void plant(PlantView view, long now) {
        fetchingPlant = false;
        boolean sitesChanged = wantedPaths.isEmpty() && !sites(view).equals(sites(plant.view()));
        plant = PlantIndex.of(view);
        plantKnown = true;
        if (!subscribed || sitesChanged) {
            recover(now);
        }
    }

    private void fetchPlant() {
        if (!fetchingPlant) {
            fetchingPlant = true;
            transport.fetchPlant();
        }
    }

    private static Set<String> sites(PlantView view) {
        Set<String> sites = new HashSet<>();
        view.sites().forEach(site -> sites.add(site.path()));
        return sites;
    }

    private List<String> paths() {
        if (!wantedPaths.isEmpty()) {
            return wantedPaths;
        }
        Set<String> sites = new HashSet<>(sites(plant.view()));
        sites.add(AssetPath.UNASSIGNED.site().text());
        return sites.stream().sorted().toList();
    }

    private void recover(long now) {
        if (!connected) {
            return;
        }
        if (recovering) {
            recoverAgain = true;
            return;
        }
        subscribed = true;
        recovering = true;
        recoverAgain = false;
        recoveryAsked = now;
        lastSubscribed = now;
        counters.recoveries.incrementAndGet();
        transport.subscribe(paths(), seats.all());
    }

    void answered(Subscription.Answer answer, long roundTrip, long now) {
        if (!recovering) {
            return;
        }
        recovering = false;
        behind.clear();
        relayClock.answered(answer.time(), roundTrip, now);
        boolean present =
                answer.state() == SourceState.LIVE
                        && age(answer.time(), now).compareTo(NO_LINK) < 0;
        if (present) {
            values.regain();
        } else {
            values.lose();
        }
        for (Envelope envelope : answer.values()) {
            Seat mine = seats.of(envelope.group());
            if (mine == null
                    || !mine.epoch().equals(envelope.epoch())
                    || envelope.seq() > mine.seq()) {
                values.apply(envelope);
            }
            if (mine == null
                    || !mine.epoch().equals(envelope.epoch())
                    || envelope.seq() >= mine.seq()) {
                seats.set(envelope.group(), envelope.epoch(), envelope.seq());
                values.vouch(plant.signalsOf(envelope.group()));
            }
        }
        takeAlarms(answer);
        setStatus(status.link(), answer.state(), answer.journalled());
        if (answer.plantVersion() != plant.view().version()) {
            fetchPlant();
        }
        List<Envelope> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(envelope -> envelope(envelope, now));
        if (recoverAgain) {
            recover(now);
        }
    }

    private void takeAlarms(Subscription.Answer answer) {
        long raised = 0;
        long cleared = 0;
        for (Subscription.Alarms group : answer.alarms()) {
            Seat mine = seats.of(group.group());
            List<AlarmTransition> missed =
                    group.missed().stream()
                            .filter(transition -> mine == null || transition.seq() > mine.seq())
                            .toList();
            alarms.replace(group.group(), group.seq(), group.current(), missed);
            seats.set(group.group(), group.epoch(), group.seq());
            raised += missed.stream().filter(t -> t.kind() == AlarmEvent.RAISED).count();
            cleared += missed.stream().filter(t -> t.kind() == AlarmEvent.CLEARED).count();
        }
        if (lostSince != null) {
            absence = new Absence(lostSince, raised, cleared);
            lostSince = null;
        }
    }

    void envelope(Envelope envelope, long now) {
        if (recovering) {
            if (held.size() < MOST_HELD) {
                held.add(envelope);
            } else {
                counters.overflows.incrementAndGet();
                recoverAgain = true;
            }
            return;
        }
        switch (seats.take(envelope)) {
            case Seats.Verdict.Apply(var rows) -> {
                values.apply(
                        new Envelope(
                                envelope.group(),
                                envelope.epoch(),
                                envelope.prev(),
                                envelope.seq(),
                                envelope.time(),
                                envelope.sourceLag(),
                                rows,
                                null));
                if (envelope.prev() > 0 && status.isLive() && values.isConfident()) {
                    latency.note(rows);
                }
            }
            case Seats.Verdict.Ignore() -> counters.duplicatesIgnored.incrementAndGet();
            case Seats.Verdict.Recover() -> recover(now);
        }
    }

    void alarm(AlarmTransition transition, long now) {
        Seat mine = seats.of(transition.group());
        if (mine != null && mine.epoch().equals(transition.epoch())) {
            if (transition.seq() <= mine.seq()) {
                counters.duplicatesIgnored.incrementAndGet();
                return;
            }
            if (transition.prev() > mine.seq()) {
                recover(now);
                return;
            }
        } else if (transition.prev() > 0) {
            recover(now);
            return;
        }
        alarms.apply(transition);
        seats.set(transition.group(), transition.epoch(), transition.seq());
    }

    void heads(Heads heads, long now) {
        if (relayClock.contradictedBy(heads.time(), now)) {
            relayClock.forget();
            recover(now);
        }
        lastHeadsTime = Math.max(lastHeadsTime, heads.time());
        if (!relayClock.isKnown()) {
            lastHeadsTime = heads.time();
        }
        Seat mine = seats.of(heads.group());
        boolean gap =
                mine != null && (!mine.epoch().equals(heads.epoch()) || heads.prev() > mine.seq());
        seats.set(heads.group(), heads.epoch(), heads.seq());
        heads.heads().forEach(head -> compare(head, heads.epoch(), now));
        heads.alarmHeads().forEach(head -> compare(head, heads.alarmEpoch(), now));
        if (heads.state() != SourceState.LIVE) {
            values.lose();
        }
        setStatus(status.link(), heads.state(), heads.journalled());
        if (heads.plantVersion() != plant.view().version()) {
            fetchPlant();
        }
        tick(now);
        if (gap
                || (!values.isConfident()
                        && heads.state() == SourceState.LIVE
                        && !(status.link() instanceof LinkState.NoLink))) {
            recoverUnlessAsked(now);
        }
    }

    /** Something that arrived could not be taken in. */
    void lostSomething(long now) {
        recover(now);
    }

    private void recoverUnlessAsked(long now) {
        if (!recovering) {
            recover(now);
        }
    }

    private void compare(Head head, String epoch, long now) {
        Seat mine = seats.of(head.group());
        if (mine == null || !mine.epoch().equals(epoch) || mine.seq() < head.seq()) {
            if (mine != null || head.group().startsWith(Groups.VALUES)) {
                behind.putIfAbsent(head.group(), new Behind(head.seq(), now));
            }
        }
    }

    /** Time passes. */
    void tick(long now) {
        reconnect.tick(connected, now);
        LinkState link = linkState(now);
        if (link instanceof LinkState.NoLink && !(status.link() instanceof LinkState.NoLink)) {
            lostSince = Instant.ofEpochMilli(lastHeadsTime);
            values.lose();
        }
        setStatus(link, status.source(), status.journalled());
        if (!connected) {
            return;
        }
        if (link instanceof LinkState.NoLink && reconnect.isStuck(now)) {
            connected = false;
            transport.disconnect();
            reconnect.later(now);
            return;
        }
        if (recovering && now - recoveryAsked > RECOVERY_PATIENCE.toNanos()) {
            recovering = false;
            recover(now);
        }
        checkBehind(now);
        if (!recovering && lastSubscribed != 0 && now - lastSubscribed > RENEW.toNanos()) {
            recover(now);
            counters.recoveries.decrementAndGet();
        }
    }

    private void checkBehind(long now) {
        boolean lost = false;
        var each = behind.entrySet().iterator();
        while (each.hasNext()) {
            var entry = each.next();
            Seat mine = seats.of(entry.getKey());
            if (mine != null && mine.seq() >= entry.getValue().seq()) {
                each.remove();
            } else if (now - entry.getValue().since() > BEHIND_PATIENCE.toNanos()) {
                each.remove();
                lost = true;
            }
        }
        if (lost) {
            recoverUnlessAsked(now);
        }
    }

    private LinkState linkState(long now) {
        if (lastHeadsTime == 0) {
            return new LinkState.Connecting();
        }
        Duration age = age(lastHeadsTime, now);
        if (age.compareTo(NO_LINK) >= 0) {
            return new LinkState.NoLink(Instant.ofEpochMilli(lastHeadsTime));
        }
        return age.compareTo(DELAYED) >= 0 ? new LinkState.Delayed(age) : new LinkState.Live();
    }

    private Duration age(long relayTime, long now) {
        return relayClock.isKnown() ? relayClock.age(relayTime, now) : Duration.ZERO;
    }

    private void setStatus(LinkState link, SourceState source, boolean journalled) {
        status = new LinkStatus(link, source, journalled);
    }
}
