package io.lineside.relay.plant;

/**
 * How the signals of an area are. A signal of the model that never sent anything is uncertain.
 *
 * @param good signals whose newest value is good
 * @param uncertain signals that are uncertain, stale or not heard of
 * @param bad signals that are bad
 */
public record AreaStats(int good, int uncertain, int bad) {}
