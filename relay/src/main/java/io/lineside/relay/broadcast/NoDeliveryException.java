package io.lineside.relay.broadcast;

import java.util.concurrent.ExecutionException;

/**
 * Thrown when the service that carries the messages cannot be reached, or refuses; the message is
 * the reason.
 */
public final class NoDeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoDeliveryException(String reason) {
        super(reason);
    }

    /** The exception that a future failed with. */
    public static NoDeliveryException of(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return new NoDeliveryException(
                String.valueOf(cause == null ? failure.getMessage() : cause.getMessage()));
    }
}
