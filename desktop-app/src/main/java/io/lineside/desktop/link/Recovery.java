package io.lineside.desktop.link;

import io.lineside.wire.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The subscription call that is in flight, at most one, and the envelopes that arrive meanwhile:
 * they are held until the answer, in order, bounded. For the link thread.
 *
 * <pre>
 *   begin -> in flight -> answered      envelopes held meanwhile are released
 *                      -> postponed     asked for again after 2 s
 *                      -> overdue       asked for again after 12 s
 *   in flight for longer than 3 s, repeats included: what is held is not the present
 * </pre>
 */
final class Recovery {

    /** The lease of a subscription is renewed this often. */
    static final Duration RENEW = Duration.ofSeconds(20);

    /** A recovery that is not answered within this is asked for again. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    /** A recovery that the relay could not make for want of the service is asked for again. */
    static final Duration POSTPONED = Duration.ofSeconds(2);

    /** What is held behind an unanswered recovery for longer than this is not the present. */
    static final Duration IN_DOUBT = Duration.ofSeconds(3);

    /** How many envelopes are held while a recovery is in flight. */
    static final int MOST_HELD = 10_000;

    private final List<Envelope> held = new ArrayList<>();
    private boolean subscribed;
    private boolean inFlight;
    private boolean wantedAgain;
    private boolean postponed;
    private long askedAt;
    private boolean waiting;
    private long waitingSince;

    /** A connection was opened: nothing of the connection before it counts. */
    void connected() {
        subscribed = false;
        closed();
    }

    /** The connection is gone, and with it the call in flight and the envelopes held for it. */
    void closed() {
        refused();
        // The envelopes held for the lost connection do not follow on the answer of the next one.
        held.clear();
    }

    /** The relay refused the call. */
    void refused() {
        inFlight = false;
        waiting = false;
    }

    /** The relay could not make the call for want of the service. */
    void postponed() {
        postponed = true;
    }

    /** Begins a call; false when one is in flight, which is then followed by another. */
    boolean begin(long now) {
        if (inFlight) {
            wantedAgain = true;
            return false;
        }
        subscribed = true;
        inFlight = true;
        postponed = false;
        wantedAgain = false;
        askedAt = now;
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        return true;
    }

    /** The call was answered; false when none is in flight, and the answer does not count. */
    boolean answered() {
        boolean counts = inFlight;
        if (counts) {
            refused();
        }
        return counts;
    }

    /** Gives the call up, so that another can begin; the wait for an answer goes on. */
    void giveUp() {
        inFlight = false;
    }

    /** Holds an envelope; false when there is no more room, and another call follows this one. */
    boolean hold(Envelope envelope) {
        if (held.size() < MOST_HELD) {
            held.add(envelope);
            return true;
        }
        wantedAgain = true;
        return false;
    }

    /** Takes what was held, in the order it arrived. */
    List<Envelope> release() {
        List<Envelope> released = List.copyOf(held);
        held.clear();
        return released;
    }

    /** Whether a subscription was asked for on this connection. */
    boolean isSubscribed() {
        return subscribed;
    }

    boolean isInFlight() {
        return inFlight;
    }

    /** Whether something was missed while the last call was in flight. */
    boolean isWantedAgain() {
        return wantedAgain;
    }

    /** Whether the wait for an answer is so long that what is shown may be old. */
    boolean isInDoubt(long now) {
        return waiting && now - waitingSince > IN_DOUBT.toNanos();
    }

    /** Whether the call in flight is to be given up. */
    boolean isOverdue(long now) {
        Duration patience = postponed ? POSTPONED : PATIENCE;
        return inFlight && now - askedAt > patience.toNanos();
    }

    /** Whether the lease is to be renewed. */
    boolean isRenewalDue(long now) {
        return subscribed && !inFlight && now - askedAt > RENEW.toNanos();
    }
}
