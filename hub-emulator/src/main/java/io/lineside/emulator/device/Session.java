package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.net.Channels;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A device that was let in, for as long as its connection is. Its messages go to the mailbox until
 * it has ended, and are acknowledged in their order once kept.
 */
final class Session implements Mailbox.Sender {

    private final Channel channel;
    private final Authenticator.Accepted who;
    private final @Nullable DeviceMessage will;
    private final Mailbox mailbox;
    private final Counters counters;
    private final InFlight inFlight = new InFlight();
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean failed;
    private volatile boolean stopped;
    // Guarded by this: nothing may be posted after the event of the connection's end.
    private boolean ended;

    Session(
            Channel channel,
            Authenticator.Accepted who,
            @Nullable DeviceMessage will,
            Mailbox mailbox,
            Counters counters) {
        this.channel = channel;
        this.who = who;
        this.will = will;
        this.mailbox = mailbox;
        this.counters = counters;
    }

    Authenticator.Accepted who() {
        return who;
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    /**
     * Hands a message to the append threads.
     *
     * @param packetId 0 for QoS 0
     */
    synchronized void post(DeviceMessage message, int packetId) {
        if (ended) {
            counters.count(packetId == 0 ? DeviceCounter.LOST_QOS_0 : DeviceCounter.NOT_KEPT_QOS_1);
            return;
        }
        inFlight.add(message);
        mailbox.post(new Mailbox.Letter(message, packetId, this));
        if (inFlight.aboveLimit()) {
            close(DeviceCounter.CLOSED_OVERFLOW);
        }
    }

    /** Posts the event that the connection began. */
    synchronized void begin(DeviceMessage event) {
        mailbox.post(new Mailbox.Letter(event, 0, null));
    }

    /**
     * Posts the Will, unless the device took its leave, and the event that the connection ended.
     * Does nothing the second time.
     */
    synchronized void end(DeviceMessage event, boolean leaveTaken) {
        if (ended) {
            return;
        }
        ended = true;
        if (will != null && !leaveTaken) {
            inFlight.add(will);
            mailbox.post(new Mailbox.Letter(will, 0, this));
        }
        mailbox.post(new Mailbox.Letter(event, 0, null));
    }

    /** Closes the connection and counts why, the first time it is called. */
    void close(DeviceCounter why) {
        if (closed.compareAndSet(false, true)) {
            counters.count(why);
            Channels.close(channel);
        }
    }

    /** Lets the connection be read, or not while too much waits; on the event loop. */
    void updateReading() {
        boolean read = !stopped && !inFlight.aboveMark() && channel.isWritable();
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Reads no more. */
    Future<?> stopReading() {
        stopped = true;
        return channel.eventLoop().submit(this::updateReading);
    }

    @Override
    public void kept(List<Mailbox.Letter> letters) {
        letters.forEach(letter -> inFlight.remove(letter.message()));
        try {
            channel.eventLoop().execute(() -> acknowledge(letters));
        } catch (RejectedExecutionException e) {
            // The endpoint is closed; the device sends again what was not acknowledged.
            return;
        }
    }

    private void acknowledge(List<Mailbox.Letter> letters) {
        if (!channel.isActive()) {
            return;
        }
        for (Mailbox.Letter letter : letters) {
            if (letter.packetId() != 0) {
                Channels.write(
                        channel, MqttMessageBuilders.pubAck().packetId(letter.packetId()).build());
                counters.count(DeviceCounter.ACKNOWLEDGED);
            }
        }
        channel.flush();
        updateReading();
    }

    @Override
    public void notKept(Mailbox.Letter letter) {
        failed = true;
        inFlight.remove(letter.message());
        close(DeviceCounter.CLOSED_NOT_KEPT);
    }

    @Override
    public boolean failed() {
        return failed;
    }
}
