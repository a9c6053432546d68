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
import java.time.Instant;
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

    private final Transport transport;
    private final LatestValues values;
    private final LinkCounters counters;
    private final LatencyLog latency;
    private final Liveness liveness = new Liveness();
    private final StatusBoard status = new StatusBoard(liveness);
    private final Recovery recovery = new Recovery();
    private final Cursors cursors = new Cursors();
    private final GapDetector gaps;
    private final AlarmIntake alarms;
    private final ValueIntake envelopes;
    private final PlantWatch plant;
    private final Reconnect reconnect;
    private final DeliveryWatch delivery;

    private boolean connected;

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
        this.envelopes = new ValueIntake(cursors, values, group -> plant.index().signalsOf(group));
        this.gaps = new GapDetector(cursors, plant::isWanted);
        this.reconnect = new Reconnect(transport, counters);
        this.delivery = new DeliveryWatch(transport);
    }

    /** How the link stands. Any thread. */
    LinkStatus status() {
        return status.noted();
    }

    /** How the link stands now, and no link where the link thread has hung. Any thread. */
    LinkStatus status(long now) {
        return status.at(now);
    }

    /** The plant as the relay last described it. Any thread. */
    PlantIndex plant() {
        return plant.index();
    }

    /**
     * What happened during the last outage; null when there was none or it was dismissed. Any
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
        return liveness.relayNow(now);
    }

    void start(long now) {
        reconnect.now(now);
        // The plant is asked for at once: it is needed to subscribe.
        plant.ask();
    }

    void connected(long now) {
        connected = true;
        liveness.connected();
        recovery.connected();
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
        recovery.closed();
        reconnect.later(now);
    }

    void refused(long now) {
        recovery.refused();
        plant.forgetAsked();
        if (connected) {
            // The relay does not know this connection (any more), or cannot be asked: begin anew.
            beginAnew(now);
        }
    }

    private void beginAnew(long now) {
        connected = false;
        transport.disconnect();
        reconnect.later(now);
    }

    /** A subscription cannot be made for want of the service; the connection is kept. */
    void postponed() {
        recovery.postponed();
    }

    /** How the service does, asked while no heads arrive; null when the relay does not answer. */
    void delivery(@Nullable Delivery answer) {
        status.delivery(answer == null ? null : answer.state());
    }

    void plant(PlantView view, long now) {
        boolean otherPaths = plant.take(view);
        if (connected && (!recovery.isSubscribed() || otherPaths)) {
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
        if (connected && recovery.begin(now)) {
            Map<String, Cursor> have = cursors.all();
            alarms.asked(have);
            transport.subscribe(plant.paths(), have);
        }
    }

    /**
     * A subscription was answered.
     *
     * @param roundTrip nanoseconds it took
     */
    void answered(Subscription.Answer answer, long roundTrip, long now) {
        if (!recovery.answered()) {
            return;
        }
        gaps.clear();
        liveness.answered(answer.time(), roundTrip, now);
        // The heads alone decide that the link is live: an answer without them vouches for nothing.
        status.relay(answer.state(), answer.journalled(), answer.delivery());
        if (answer.state() == SourceState.LIVE
                && status().isDelivered()
                && liveness.headsArrive(now)) {
            values.regain();
        } else {
            values.lose();
        }
        answer.values().forEach(envelopes::takeRecovered);
        alarms.take(answer.alarms());
        plant.check(answer.plantVersion());
        recovery.release().forEach(envelope -> envelope(envelope, now));
        if (recovery.isWantedAgain()) {
            subscribe(now);
        }
        tick(now);
    }

    void envelope(Envelope envelope, long now) {
        if (recovery.isInFlight()) {
            if (!recovery.hold(envelope)) {
                counters.overflows.incrementAndGet();
            }
            return;
        }
        switch (envelopes.take(envelope)) {
            case Cursors.Verdict.Apply(var rows) -> {
                if (envelope.prev() > 0 && status().isLive() && values.isConfident()) {
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
        if (liveness.heads(heads.time(), now)) {
            recover(now);
        }
        Cursor mine = cursors.of(heads.group());
        boolean gap =
                mine != null && (!mine.epoch().equals(heads.epoch()) || heads.prev() > mine.seq());
        cursors.set(heads.group(), heads.epoch(), heads.seq());
        gaps.compare(heads.heads(), heads.epoch(), now);
        gaps.compare(heads.alarmHeads(), heads.alarmEpoch(), now);
        status.relay(heads.state(), heads.journalled(), heads.delivery());
        if (heads.state() != SourceState.LIVE || !status().isDelivered()) {
            values.lose();
        }
        plant.check(heads.plantVersion());
        tick(now);
        boolean regained =
                status().isLive() && !values.isConfident() || liveness.lacksAnAnswer(now);
        if ((gap || regained) && !recovery.isInFlight()) {
            recover(now);
        }
    }

    /** Time passes. */
    void tick(long now) {
        if (status.hasHung(now)) {
            // What the link thread left undone while it hung may be anything: nothing is vouched
            // for until a recovery.
            values.lose();
        }
        status.ticked(now);
        reconnect.tick(connected, now);
        LinkState link = liveness.link(status().link(), now);
        if (link instanceof LinkState.NoLink(Instant since)
                && !(status().link() instanceof LinkState.NoLink)) {
            alarms.lost(since);
            values.lose();
            liveness.lost();
        }
        status.link(link);
        delivery.tick(link, now);
        if (!connected) {
            return;
        }
        if (liveness.heads(now) instanceof LinkState.NoLink && reconnect.isStuck(now)) {
            beginAnew(now);
            return;
        }
        if (recovery.isInDoubt(now)) {
            values.lose();
            liveness.doubted();
        }
        askAgain(now);
    }

    private void askAgain(long now) {
        if (recovery.isOverdue(now)) {
            recovery.giveUp();
            recover(now);
        }
        if (!recovery.isInFlight() && gaps.isOverdue(now)) {
            recover(now);
        }
        if (recovery.isRenewalDue(now)) {
            subscribe(now);
        }
    }
}
