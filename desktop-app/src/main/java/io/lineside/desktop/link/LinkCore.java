package io.lineside.desktop.link;

import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.asset.PlantView;
import io.lineside.model.wire.AlarmTransition;
import io.lineside.model.wire.Delivery;
import io.lineside.model.wire.Envelope;
import io.lineside.model.wire.Heads;
import io.lineside.model.wire.Seat;
import io.lineside.model.wire.SourceState;
import io.lineside.model.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** A recovery that the relay could not make for want of the service is asked for again. */
    static final Duration POSTPONED = Duration.ofSeconds(2);

    /** How many envelopes are held while a recovery is in flight. */
    static final int MOST_HELD = 10_000;

    private final Transport transport;
    private final LatestValues values;
    private final LinkCounters counters;
    private final LatencyLog latency;
    private final RelayClock relayClock = new RelayClock();
    private final Seats seats = new Seats();
    private final Arrears arrears = new Arrears(seats);
    private final AlarmIntake alarms;
    private final PlantWatch plant;
    private final Reconnect reconnect;
    private final DeliveryWatch delivery;
    private final List<Envelope> held = new ArrayList<>();

    private volatile LinkStatus status = LinkStatus.START;
    private boolean connected;
    private boolean subscribed;
    private boolean recovering;
    private boolean recoverAgain;
    private long recoveryAsked;
    private boolean postponed;
    private long lastHeadsTime;

    LinkCore(
            Transport transport,
            LatestValues values,
            LatestAlarms alarms,
            List<String> wantedPaths,
            LinkCounters counters,
            LatencyLog latency) {
        this.transport = transport;
        this.values = values;
        this.counters = counters;
        this.latency = latency;
        this.alarms = new AlarmIntake(seats, alarms);
        this.plant = new PlantWatch(transport, wantedPaths);
        this.reconnect = new Reconnect(transport, counters);
        this.delivery = new DeliveryWatch(transport);
    }

    /** How the link stands. Any thread. */
    LinkStatus status() {
        return status;
    }

    /** The plant as last told. Any thread. */
    PlantIndex plant() {
        return plant.index();
    }

    /**
     * What happened during the last absence; null when none was noted or it was dismissed. Any
     * thread.
     */
    @Nullable Absence absence() {
        return alarms.absence();
    }

    void dismissAbsence() {
        alarms.dismissAbsence();
    }

    /** The latest the relay's clock can show, epoch milliseconds; 0 while unknown. Any thread. */
    long relayNow(long now) {
        return relayClock.isKnown() ? relayClock.latest(now) : 0;
    }

    void start(long now) {
        reconnect.now(now);
        // The plant is asked for meanwhile: it is needed to subscribe.
        plant.ask();
    }

    void connected(long now) {
        connected = true;
        recovering = false;
        subscribed = false;
        plant.forgetAsked();
        reconnect.succeeded();
        if (plant.isKnown()) {
            recover(now);
        } else {
            plant.ask();
        }
    }

    void closed(long now) {
        connected = false;
        recovering = false;
        held.clear();
        reconnect.later(now);
    }

    void refused(long now) {
        recovering = false;
        plant.forgetAsked();
        if (connected) {
            // The relay does not know this connection (any more), or cannot be asked: begin anew.
            connected = false;
            transport.disconnect();
            reconnect.later(now);
        }
    }

    /** A subscription cannot be made for want of the service; the connection is kept. */
    void postponed() {
        postponed = true;
    }

    /** How the service does, asked because no heads tell; null when the relay does not answer. */
    void delivery(@Nullable Delivery told) {
        if (!(status.link() instanceof LinkState.Live)) {
            status =
                    new LinkStatus(
                            status.link(),
                            status.source(),
                            status.journalled(),
                            told == null ? null : told.state());
        }
    }

    void plant(PlantView view, long now) {
        boolean otherPaths = plant.take(view);
        if (connected && (!subscribed || otherPaths)) {
            recover(now);
        }
    }

    /** Something that arrived could not be taken in. */
    void lostSomething(long now) {
        recover(now);
    }

    private void recover(long now) {
        counters.recoveries.incrementAndGet();
        subscribe(now);
    }

    private void subscribe(long now) {
        if (!connected) {
            return;
        }
        if (recovering) {
            recoverAgain = true;
            return;
        }
        subscribed = true;
        recovering = true;
        postponed = false;
        recoverAgain = false;
        recoveryAsked = now;
        transport.subscribe(plant.paths(), seats.all());
    }

    /**
     * A subscription was answered.
     *
     * @param roundTrip nanoseconds it took
     */
    void answered(Subscription.Answer answer, long roundTrip, long now) {
        if (!recovering) {
            return;
        }
        recovering = false;
        arrears.clear();
        relayClock.answered(answer.time(), roundTrip, now);
        // The heads alone tell that the link is live: an answer without them vouches for nothing.
        status =
                new LinkStatus(
                        status.link(), answer.state(), answer.journalled(), answer.delivery());
        if (answer.state() == SourceState.LIVE && status.isDelivered() && isHeard(linkState(now))) {
            values.regain();
        } else {
            values.lose();
        }
        answer.values().forEach(this::takeRecovered);
        alarms.take(answer.alarms());
        plant.check(answer.plantVersion());
        List<Envelope> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(envelope -> envelope(envelope, now));
        if (recoverAgain) {
            subscribe(now);
        }
    }

    private void takeRecovered(Envelope envelope) {
        Seat mine = seats.of(envelope.group());
        long have = mine == null || !mine.epoch().equals(envelope.epoch()) ? -1 : mine.seq();
        if (envelope.seq() > have) {
            values.apply(envelope);
        }
        if (envelope.seq() >= have) {
            seats.set(envelope.group(), envelope.epoch(), envelope.seq());
            values.vouch(plant.index().signalsOf(envelope.group()));
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
                values.apply(envelope.whole(rows));
                if (envelope.prev() > 0 && status.isLive() && values.isConfident()) {
                    latency.note(rows);
                }
            }
            case Seats.Verdict.Ignore() -> counters.duplicatesIgnored.incrementAndGet();
            case Seats.Verdict.Recover() -> recover(now);
        }
    }

    void alarm(AlarmTransition transition, long now) {
        switch (alarms.take(transition)) {
            case TAKEN -> {}
            case KNOWN -> counters.duplicatesIgnored.incrementAndGet();
            case SOMETHING_IS_MISSING -> recover(now);
        }
    }

    void heads(Heads heads, long now) {
        if (relayClock.contradictedBy(heads.time(), now)) {
            relayClock.forget();
            recover(now);
        }
        lastHeadsTime = relayClock.isKnown() ? Math.max(lastHeadsTime, heads.time()) : heads.time();
        Seat mine = seats.of(heads.group());
        boolean gap =
                mine != null && (!mine.epoch().equals(heads.epoch()) || heads.prev() > mine.seq());
        seats.set(heads.group(), heads.epoch(), heads.seq());
        arrears.compare(heads.heads(), heads.epoch(), now);
        arrears.compare(heads.alarmHeads(), heads.alarmEpoch(), now);
        status = new LinkStatus(status.link(), heads.state(), heads.journalled(), heads.delivery());
        if (heads.state() != SourceState.LIVE || !status.isDelivered()) {
            values.lose();
        }
        plant.check(heads.plantVersion());
        tick(now);
        boolean regained = status.isLive() && !values.isConfident();
        if ((gap || regained) && !recovering) {
            recover(now);
        }
    }

    /** Time passes. */
    void tick(long now) {
        reconnect.tick(connected, now);
        LinkState link = linkState(now);
        if (link instanceof LinkState.NoLink(Instant since)
                && !(status.link() instanceof LinkState.NoLink)) {
            alarms.lost(since);
            values.lose();
        }
        status = new LinkStatus(link, status.source(), status.journalled(), status.delivery());
        delivery.tick(link, now);
        if (!connected) {
            return;
        }
        if (link instanceof LinkState.NoLink && reconnect.isStuck(now)) {
            connected = false;
            transport.disconnect();
            reconnect.later(now);
            return;
        }
        Duration patience = postponed ? POSTPONED : RECOVERY_PATIENCE;
        if (recovering && now - recoveryAsked > patience.toNanos()) {
            recovering = false;
            recover(now);
        }
        if (arrears.isOverdue(now) && !recovering) {
            recover(now);
        }
        if (subscribed && !recovering && now - recoveryAsked > RENEW.toNanos()) {
            subscribe(now);
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

    private static boolean isHeard(LinkState link) {
        return link instanceof LinkState.Live || link instanceof LinkState.Delayed;
    }

    private Duration age(long relayTime, long now) {
        return relayClock.isKnown() ? relayClock.age(relayTime, now) : Duration.ZERO;
    }
}
