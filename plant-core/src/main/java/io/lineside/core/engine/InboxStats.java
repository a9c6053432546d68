package io.lineside.core.engine;

/**
 * How full the engine's inbox is.
 *
 * @param depth how many values wait for the engine thread
 * @param waits how often a message had to wait for room
 * @param refused how many commands and reports of the source found the inbox full
 */
public record InboxStats(int depth, long waits, long refused) {}
