package io.lineside.wire;

/** The SignalR targets the relay invokes on its clients; each has one argument. */
public final class Targets {

    /** An {@link Envelope}, on a values group. */
    public static final String VALUES = "values";

    /** A {@link Heads}, on a live group. */
    public static final String HEADS = "heads";

    /** An {@link AlarmTransition}, on an alarms group. */
    public static final String ALARM = "alarm";

    /**
     * An array of {@link AlarmTransition}, on an alarms group: several that waited for a slow
     * service, in order.
     */
    public static final String ALARMS = "alarms";

    /** An {@link Overview}, on an overview group. */
    public static final String OVERVIEW = "overview";

    private Targets() {}
}
