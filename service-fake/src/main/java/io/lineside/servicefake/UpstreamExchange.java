package io.lineside.servicefake;

/**
 * One call of the upstream.
 *
 * @param event as in {@code connections/connected}
 * @param status of the answer; 0 when there was none
 * @param answer its body, or why there was none
 */
public record UpstreamExchange(String event, String connectionId, int status, String answer) {}
