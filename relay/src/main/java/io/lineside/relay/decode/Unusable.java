package io.lineside.relay.decode;

/** The message cannot be used; the reason says why. Never leaves the package. */
final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Unusable(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
