/**
 * The parity hub: what Lineside's SignalR server and the reference server both offer, to be
 * compared byte by byte and to be loaded alike. Publishing runs on threads named {@code
 * parity-publish}; all else on Jetty's and the hub's.
 */
@NullMarked
package io.lineside.conformance;

import org.jspecify.annotations.NullMarked;
