package io.lineside.desktop.link;

import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.SourceState;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.Cursor;
import io.lineside.wire.Delivery;
import io.lineside.wire.Envelope;
import io.lineside.wire.Heads;
import io.lineside.wire.PlantView;
import io.lineside.wire.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** The relay's clock does not go back by this much unless it is set. */
    private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(1);

    /** A recovery that is not answered within this is asked for again. */
    static final Duration RECOVERY_PATIENCE = Duration.ofSeconds(12);

    /** A recovery that the relay could not make for want of the service is asked for again. */
    static final Duration POSTPONED = Duration.ofSeconds(2);

    /** What is held behind an unanswered recovery for longer than this is not the present. */
    static final Duration IN_DOUBT = Duration.ofSeconds(3);

    /** How many envelopes are held while a recovery is in flight. */
    static final int MOST_HELD = 10_000;

    private final Transport transport;
    private final LatestValues values;
    private final LinkCounters counters;
    private final LatencyLog latency;
    private final RelayClock relayClock = new RelayClock();
    private final Cursors cursors = new Cursors();
    private final GapDetector gaps;
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
    private boolean waiting;
    private long waitingSince;
    private boolean postponed;
    private volatile long lastHeadsTime;
    private volatile boolean ticked;
    private volatile long lastTick;
    private long headsHeard;

    /** Whether a subscription was answered since the link was last lost, and on this connection. */
    private boolean told;

    private boolean toldHere;

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
        this.alarms = new AlarmIntake(cursors, alarms);
        this.plant = new PlantWatch(transport, wantedPaths);
        this.gaps = new GapDetector(cursors, plant::isWanted);
        this.reconnect = new Reconnect(transport, counters);
        this.delivery = new DeliveryWatch(transport);
    }

    /** How the link stands. Any thread. */
    LinkStatus status() {
        return status;
    }

    /**
     * How the link stands, and no link where the link thread itself has not looked for so long: it
     * has died or hangs, and what it said last is no word of the present. Any thread.
     */
    LinkStatus status(long now) {
        LinkStatus last = status;
        if (!ticked || now - lastTick < NO_LINK.toNanos()) {
            return last;
        }
        values.lose();
        LinkState none =
                switch (last.link()) {
                    case LinkState.Live _, LinkState.Delayed _ ->
                            new LinkState.NoLink(Instant.ofEpochMilli(lastHeadsTime));
                    case LinkState.NoLink lost -> lost;
                    case LinkState.Connecting never -> never;
                };
        return new LinkStatus(none, last.source(), last.journalled(), last.delivery());
    }

    /** The plant as last told. Any thread. */
    PlantIndex plant() {
        return plant.index();
    }

    /**
     * What happened during the last outage; null when none was noted or it was dismissed. Any
     * thread.
     */
    @Nullable OutageSummary outage() {
        return alarms.outage();
    }

    void dismissOutage() {
        alarms.dismissOutage();
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
        waiting = false;
        toldHere = false;
        // Of the connection before: they do not follow on what this one tells.
        held.clear();
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
        waiting = false;
        held.clear();
        reconnect.later(now);
    }

    void refused(long now) {
        recovering = false;
        waiting = false;
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
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        Map<String, Cursor> have = cursors.all();
        alarms.asked(have);
        transport.subscribe(plant.paths(), have);
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
        waiting = false;
        told = true;
        toldHere = true;
        gaps.clear();
        relayClock.answered(answer.time(), roundTrip, now);
        if (answer.time() < lastHeadsTime - CLOCK_WAS_SET.toMillis()) {
            lastHeadsTime = answer.time();
        }
        // The heads alone tell that the link is live: an answer without them vouches for nothing.
        status =
                new LinkStatus(
                        status.link(), answer.state(), answer.journalled(), answer.delivery());
        if (answer.state() == SourceState.LIVE && status.isDelivered() && isHeard(heard(now))) {
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
        tick(now);
    }

    private void takeRecovered(Envelope envelope) {
        Cursor mine = cursors.of(envelope.group());
        boolean newEpoch = mine != null && !mine.epoch().equals(envelope.epoch());
        if (newEpoch) {
            // What this life of the relay does not tell it does not know: nobody vouches for it.
            values.forgetAllBut(envelope);
        }
        long have = mine == null || newEpoch ? -1 : mine.seq();
        if (envelope.seq() > have) {
            values.apply(envelope);
        }
        if (envelope.seq() >= have) {
            cursors.set(envelope.group(), envelope.epoch(), envelope.seq());
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
        switch (cursors.take(envelope)) {
            case Cursors.Verdict.Apply(var rows) -> {
                values.apply(envelope.whole(rows));
                if (envelope.prev() > 0 && status.isLive() && values.isConfident()) {
                    latency.note(rows);
                }
            }
            case Cursors.Verdict.Ignore() -> counters.duplicatesIgnored.incrementAndGet();
            case Cursors.Verdict.Recover() -> recover(now);
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
        headsHeard = now;
        Cursor mine = cursors.of(heads.group());
        boolean gap =
                mine != null && (!mine.epoch().equals(heads.epoch()) || heads.prev() > mine.seq());
        cursors.set(heads.group(), heads.epoch(), heads.seq());
        gaps.compare(heads.heads(), heads.epoch(), now);
        gaps.compare(heads.alarmHeads(), heads.alarmEpoch(), now);
        status = new LinkStatus(status.link(), heads.state(), heads.journalled(), heads.delivery());
        if (heads.state() != SourceState.LIVE || !status.isDelivered()) {
            values.lose();
        }
        plant.check(heads.plantVersion());
        tick(now);
        boolean regained = status.isLive() && !values.isConfident() || isHeard(heard(now)) && !told;
        if ((gap || regained) && !recovering) {
            recover(now);
        }
    }

    /** Time passes. */
    void tick(long now) {
        lastTick = now;
        ticked = true;
        reconnect.tick(connected, now);
        LinkState link = linkState(now);
        if (link instanceof LinkState.NoLink(Instant since)
                && !(status.link() instanceof LinkState.NoLink)) {
            alarms.lost(since);
            values.lose();
            told = false;
        }
        status = new LinkStatus(link, status.source(), status.journalled(), status.delivery());
        delivery.tick(link, now);
        if (!connected) {
            return;
        }
        if (heard(now) instanceof LinkState.NoLink && reconnect.isStuck(now)) {
            connected = false;
            transport.disconnect();
            reconnect.later(now);
            return;
        }
        if (waiting && now - waitingSince > IN_DOUBT.toNanos()) {
            values.lose();
            told &= toldHere;
        }
        Duration patience = postponed ? POSTPONED : RECOVERY_PATIENCE;
        if (recovering && now - recoveryAsked > patience.toNanos()) {
            recovering = false;
            recover(now);
        }
        if (!recovering && gaps.isOverdue(now)) {
            recover(now);
        }
        if (subscribed && !recovering && now - recoveryAsked > RENEW.toNanos()) {
            subscribe(now);
        }
    }

    /** Heads tell that the relay is there; what it has to tell comes by an answer before that. */
    private LinkState linkState(long now) {
        LinkState heard = heard(now);
        if (told || !isHeard(heard)) {
            return heard;
        }
        return status.link() instanceof LinkState.NoLink lost ? lost : new LinkState.Connecting();
    }

    private LinkState heard(long now) {
        if (lastHeadsTime == 0) {
            return new LinkState.Connecting();
        }
        Duration age = age(now);
        if (age.compareTo(NO_LINK) >= 0) {
            return new LinkState.NoLink(Instant.ofEpochMilli(lastHeadsTime));
        }
        return age.compareTo(DELAYED) >= 0 ? new LinkState.Delayed(age) : new LinkState.Live();
    }

    private static boolean isHeard(LinkState link) {
        return link instanceof LinkState.Live || link instanceof LinkState.Delayed;
    }

    /**
     * How old the newest heads can be: by the relay's clock, which may be set, and never less than
     * the time since they came.
     */
    private Duration age(long now) {
        Duration silence = Duration.ofNanos(now - headsHeard);
        Duration age = relayClock.isKnown() ? relayClock.age(lastHeadsTime, now) : Duration.ZERO;
        return age.compareTo(silence) > 0 ? age : silence;
    }
}
