/**
 * The relay: from IoT Hub to the clients' groups. {@link io.lineside.relay.Relay} wires the parts
 * in the order of the data path; each package names its threads.
 */
@NullMarked
package io.lineside.relay;

import org.jspecify.annotations.NullMarked;
