package io.lineside.signalr;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of a group at one moment. Immutable.
 *
 * @param all not to be changed
 * @param text whether one of them speaks JSON
 * @param binary whether one of them speaks MessagePack
 */
record Members(ServerConnection[] all, boolean text, boolean binary) {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    static final Members NOBODY = of();

    static Members of(ServerConnection... all) {
        return new Members(
                all,
                Arrays.stream(all).anyMatch(one -> !one.protocol().isBinary()),
                Arrays.stream(all).anyMatch(one -> one.protocol().isBinary()));
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    Members with(ServerConnection more) {
        ServerConnection[] joined = Arrays.copyOf(all, all.length + 1);
        joined[all.length] = more;
        boolean packs = more.protocol().isBinary();
        return new Members(joined, text || !packs, binary || packs);
    }

    Members without(ServerConnection one) {
        return of(Arrays.stream(all).filter(each -> each != one).toArray(ServerConnection[]::new));
    }

    /** Encodes for all of them; answers how many bytes that are. */
    int encode(EncodedMessage message) {
        return (text ? message.in(HubProtocol.JSON).size() : 0)
                + (binary ? message.in(HubProtocol.MESSAGE_PACK).size() : 0);
    }

    /** Puts messages that are encoded into all outboxes. */
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
        for (ServerConnection member : all) {
            if (member.protocol() == protocol) {
                deliver(member, encoded);
            }
        }
    }

    /** What fails for one member is not the others' business. */
    private static void deliver(ServerConnection member, List<Encoded> messages) {
        try {
            member.deliverAll(messages);
        } catch (RuntimeException | Error e) {
            giveUp(member, e);
        }
    }

    /** All of them have missed something, and have to come back to hear of it. */
    void giveUp(Throwable cause) {
        for (ServerConnection member : all) {
            giveUp(member, cause);
        }
    }

    private static void giveUp(ServerConnection member, Throwable cause) {
        try {
            LOG.warn("{} cannot be given what was said to its group", member, cause);
            member.cut("what was said to its group could not be kept: " + cause);
        } catch (RuntimeException | Error _) {
            // Without memory nothing can be told; who else waits may still be served.
        }
    }
}
