package io.lineside.signalr;

import java.util.Arrays;
import java.util.List;

/**
 * The members of a group at one moment. Immutable.
 *
 * @param all not to be changed
 * @param text whether one of them speaks JSON
 * @param binary whether one of them speaks MessagePack
 */
record Members(ServerConnection[] all, boolean text, boolean binary) {

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
                member.deliverAll(encoded);
            }
        }
    }
}
