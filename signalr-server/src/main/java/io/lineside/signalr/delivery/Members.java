package io.lineside.signalr.delivery;

import io.lineside.signalr.EncodedMessage;
import io.lineside.signalr.protocol.Encoded;
import io.lineside.signalr.protocol.HubProtocol;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of a group at one moment. Immutable.
 *
 * @param all all members; the array must not be changed
 * @param text whether a member speaks JSON
 * @param binary whether a member speaks MessagePack
 */
record Members(Recipient[] all, boolean text, boolean binary) {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    static final Members NOBODY = of();

    static Members of(Recipient... all) {
        return new Members(
                all,
                Arrays.stream(all).anyMatch(one -> !one.protocol().isBinary()),
                Arrays.stream(all).anyMatch(one -> one.protocol().isBinary()));
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    Members with(Recipient more) {
        Recipient[] joined = Arrays.copyOf(all, all.length + 1);
        joined[all.length] = more;
        boolean packs = more.protocol().isBinary();
        return new Members(joined, text || !packs, binary || packs);
    }

    Members without(Recipient one) {
        return of(Arrays.stream(all).filter(each -> each != one).toArray(Recipient[]::new));
    }

    /**
     * Encodes the message in every protocol that a member speaks.
     *
     * @return the bytes of all encodings together
     */
    int encode(EncodedMessage message) {
        return (text ? message.in(HubProtocol.JSON).size() : 0)
                + (binary ? message.in(HubProtocol.MESSAGE_PACK).size() : 0);
    }

    /** Puts messages that have been encoded into the outbox of every member. */
    void deliver(List<EncodedMessage> messages) {
        if (text) {
            deliver(HubProtocol.JSON, messages);
        }
        if (binary) {
            deliver(HubProtocol.MESSAGE_PACK, messages);
        }
    }

    private void deliver(HubProtocol protocol, List<EncodedMessage> messages) {
        List<Encoded> encoded = messages.stream().map(message -> message.in(protocol)).toList();
        for (Recipient member : all) {
            if (member.protocol() == protocol) {
                deliver(member, encoded);
            }
        }
    }

    /** A failure for one member does not touch the others. */
    private static void deliver(Recipient member, List<Encoded> messages) {
        try {
            member.deliverAll(messages);
        } catch (RuntimeException | Error e) {
            giveUp(member, e);
        }
    }

    /**
     * Disconnects all members, since they have missed messages: they recover when they reconnect.
     */
    void giveUp(Throwable cause) {
        for (Recipient member : all) {
            giveUp(member, cause);
        }
    }

    private static void giveUp(Recipient member, Throwable cause) {
        try {
            LOG.warn("{} cannot be given what was said to its group", member, cause);
            member.cut("what was said to its group could not be kept: " + cause);
        } catch (RuntimeException | Error _) {
            // Out of memory even logging may fail; the other members may still be served.
        }
    }
}
