package io.lineside.core.signal;

/**
 * How the signals of an area are. A signal of the plant that never sent anything is uncertain.
 *
 * @param good how many signals are good
 * @param uncertain how many signals are uncertain; stale ones and those without a sample included
 * @param bad how many signals are bad
 */
public record AreaStats(int good, int uncertain, int bad) {}
