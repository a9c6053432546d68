package io.lineside.signalr.delivery;

/** Writes on the test's own thread, without a writer. */
public final class DirectWrites {

    private DirectWrites() {}

    public static void drain(Recipient recipient) {
        recipient.drain();
    }
}
