package io.lineside.wire;

/**
 * The newest seq of a group; as JSON {@code [group, seq]}.
 *
 * @param group a values or an alarms group
 * @param seq the cursor of a client that lost nothing
 */
public record Head(String group, long seq) {}
