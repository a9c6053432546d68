package io.lineside.signalr;

/**
 * The arguments of an invocation do not fit its method, in number or type. The message is for the
 * log; clients do not see it, unless {@link HubOptions#withDetailedErrors} is set.
 */
public class HubArgumentException extends Exception {

    private static final long serialVersionUID = 1L;

    public HubArgumentException(String message) {
        super(message);
    }
}
