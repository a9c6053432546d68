package io.lineside.devices.link;

import java.time.Duration;

/**
 * How a {@link DeviceLink} behaves.
 *
 * @param window most messages in flight; a send beyond it waits
 * @param acknowledgeWithin after this time without an acknowledgement the connection is given up as
 *     dead
 * @param shortestPause before the first attempt to connect again
 * @param longestPause the pause doubles up to this
 */
public record LinkSettings(
        int window, Duration acknowledgeWithin, Duration shortestPause, Duration longestPause) {

    /** With a window that holds a minute of simulated plant. */
    public static LinkSettings standard() {
        return withWindow(200);
    }

    /** The standard with another window. */
    public static LinkSettings withWindow(int window) {
        return new LinkSettings(
                window, Duration.ofSeconds(20), Duration.ofMillis(100), Duration.ofSeconds(2));
    }
}
