package io.lineside.signalr;

/**
 * The arguments of a call do not fit its method, in number or type. Its text is for the log;
 * clients do not see it.
 */
public class HubArgumentException extends Exception {

    private static final long serialVersionUID = 1L;

    public HubArgumentException(String message) {
        super(message);
    }
}
