package io.lineside.wire;

/**
 * {@code POST /api/shown}: what a workstation has put on screen.
 *
 * @param connectionId the SignalR connection's id
 * @param group an alarms group
 * @param seq the newest transition of the group that an operator could see
 */
public record Shown(String connectionId, String group, long seq) {}
