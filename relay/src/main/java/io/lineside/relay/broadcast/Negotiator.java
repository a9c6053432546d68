package io.lineside.relay.broadcast;

/**
 * Gives a client the address of its hub and an access token. Safe on any thread; may wait for a
 * service.
 */
@FunctionalInterface
public interface Negotiator {

    /**
     * An answer of the shape that SignalR clients follow by themselves.
     *
     * @param url the hub's absolute address
     * @param accessToken short-lived, for this user
     */
    record Answer(String url, String accessToken) {

        @Override
        public String toString() {
            return "Answer[url=" + url + ", accessToken=(secret)]";
        }
    }

    /**
     * Issues an answer for a user.
     *
     * @throws NoDeliveryException when the service that issues tokens cannot be reached
     */
    Answer negotiate(String user);
}
