package io.lineside.relay.broadcast;

import java.util.concurrent.ExecutionException;

/** The service that carries the messages cannot be reached, or refuses; the message says why. */
public final class NoDeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoDeliveryException(String reason) {
        super(reason);
    }

    /** What a future failed with. */
    public static NoDeliveryException of(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return new NoDeliveryException(
                String.valueOf(cause == null ? failure.getMessage() : cause.getMessage()));
    }
}
