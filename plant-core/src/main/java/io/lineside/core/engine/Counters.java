package io.lineside.core.engine;

/**
 * What went through the relay since its store was made.
 *
 * @param received telemetry messages: decoded and rejected
 * @param decoded messages whose samples were taken in
 * @param rejected messages that could not be used
 * @param ignored messages that are not telemetry
 * @param duplicates messages the hub delivered again
 * @param samples values taken in
 * @param raised alarms raised
 * @param cleared alarms cleared
 * @param acknowledged alarms acknowledged
 */
public record Counters(
        long received,
        long decoded,
        long rejected,
        long ignored,
        long duplicates,
        long samples,
        long raised,
        long cleared,
        long acknowledged) {

    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
