package io.lineside.devices.link;

/**
 * What a link has done so far; sent = acknowledged + failed + still in flight.
 *
 * @param sent messages taken to send
 * @param acknowledged messages the hub has confirmed
 * @param failed messages given up: too large, or not confirmed when the link was closed
 * @param retried times a message was sent again after a lost connection
 * @param rows readings in the messages sent
 * @param connects connections made
 */
public record LinkCounts(
        long sent, long acknowledged, long failed, long retried, long rows, long connects) {

    public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public LinkCounts plus(LinkCounts other) {
        return new LinkCounts(
                sent + other.sent,
                acknowledged + other.acknowledged,
                failed + other.failed,
                retried + other.retried,
                rows + other.rows,
                connects + other.connects);
    }
}
