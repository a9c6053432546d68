package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.registry.DeviceIdentity;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected: at most one connection per identity, the newest. Reports each beginning and
 * end, in their order, through the device's mailbox. Any thread.
 */
final class Sessions {

    static final int MAX = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Mailboxes mailboxes;
    private final Counters counters;
    private final ConnectionEvents events;
    private final Clock clock;
    // Guarded by this.
    private final Map<DeviceIdentity, Session> sessions = new HashMap<>();
    private boolean closed;

    Sessions(Mailboxes mailboxes, Counters counters, Clock clock) {
        this.mailboxes = mailboxes;
        this.counters = counters;
        this.clock = clock;
        this.events = new ConnectionEvents(clock);
    }

    /**
     * Lets a device in; an older connection of the same identity is ended first.
     *
     * @return null if there are too many, or the endpoint is closing
     */
    synchronized @Nullable Session begin(
            Channel channel, Authenticator.Accepted who, @Nullable DeviceMessage will) {
        Session older = sessions.get(who.identity());
        if (closed || older == null && sessions.size() >= MAX) {
            return null;
        }
        if (older != null) {
            older.end(events.disconnected(older.who()), false);
            older.close(DeviceCounter.CLOSED_REPLACED);
            LOG.info("device {}: replaced by a newer connection", who.identity());
        }
        Session session =
                new Session(channel, who, will, mailboxes.of(who.identity().deviceId()), counters);
        sessions.put(who.identity(), session);
        session.begin(events.connected(who));
        counters.count(DeviceCounter.CONNECTIONS);
        LOG.info("device {}: connected", who.identity());
        return session;
    }

    /** Ends a session, unless it has ended. */
    synchronized void end(Session session, boolean leaveTaken) {
        if (sessions.remove(session.who().identity(), session)) {
            session.end(events.disconnected(session.who()), leaveTaken);
            LOG.info("device {}: disconnected", session.who().identity());
        }
    }

    /** Closes the connections whose tokens have ended. */
    void closeExpired() {
        Instant now = clock.instant();
        for (Session session : all()) {
            if (!now.isBefore(session.who().expires())) {
                session.close(DeviceCounter.CLOSED_EXPIRED);
            }
        }
    }

    /**
     * Closes the connections of a device and its modules.
     *
     * @return whether there was one
     */
    boolean close(String deviceId) {
        List<Session> concerned =
                all().stream()
                        .filter(session -> session.who().identity().deviceId().equals(deviceId))
                        .toList();
        concerned.forEach(session -> session.close(DeviceCounter.CLOSED_ON_REQUEST));
        return !concerned.isEmpty();
    }

    synchronized List<DeviceIdentity> connected() {
        return List.copyOf(sessions.keySet());
    }

    /** Lets nobody in from now on, and reads nothing more from those who are. */
    void stopReading() {
        List<Session> last;
        synchronized (this) {
            closed = true;
            last = all();
        }
        // Not under the lock: the event loops that are waited for may want it.
        last.stream().map(Session::stopReading).toList().forEach(Future::awaitUninterruptibly);
    }

    /** Ends all that are left. */
    synchronized void endAll() {
        all().forEach(session -> end(session, false));
    }

    private synchronized List<Session> all() {
        return List.copyOf(sessions.values());
    }
}
