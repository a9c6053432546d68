package io.lineside.wire;

/**
 * Where a client or a group stands in a stream.
 *
 * @param epoch which stream
 * @param seq the newest change it has, 0 for none
 */
public record Cursor(String epoch, long seq) {}
