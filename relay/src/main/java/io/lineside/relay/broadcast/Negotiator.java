package io.lineside.relay.broadcast;

/**
 * Tells a client where its hub is and how it gets in. Safe on any thread; may wait for a service.
 */
@FunctionalInterface
public interface Negotiator {

    /**
     * The shape that SignalR clients follow by themselves.
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
     * Lets a user in.
     *
     * @throws NoDeliveryException when the service that issues tokens cannot be reached
     */
    Answer negotiate(String user);
}
