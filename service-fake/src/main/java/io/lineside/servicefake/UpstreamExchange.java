package io.lineside.servicefake;

/**
 * One call of the upstream.
 *
 * @param event such as {@code connections/connected}
 * @param status of the answer; 0 when there was none
 * @param answer the answer's body, or the reason why there was none
 */
public record UpstreamExchange(String event, String connectionId, int status, String answer) {}
