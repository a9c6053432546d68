/**
 * The device side of the hub: MQTT 3.1.1 over TLS with SAS tokens, as Azure's device SDKs speak it.
 * A connection lives on one Netty event loop ({@code hub-mqtt-…}); its messages are appended to the
 * sink on a {@code hub-append-…} thread, in the order of their device, and acknowledged after that.
 */
@NullMarked
package io.lineside.emulator.device;

import org.jspecify.annotations.NullMarked;
