package io.lineside.wire;

/**
 * How far a client has been given a group, or how far the group goes.
 *
 * @param epoch names the stream that the seq counts in
 * @param seq the newest change given, 0 for none
 */
public record Cursor(String epoch, long seq) {}
