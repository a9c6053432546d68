/**
 * Reads IoT Hub's Event Hubs-compatible endpoint through Azure's own client, on that client's
 * threads and one watching thread. The only package that uses that client.
 */
@NullMarked
package io.lineside.relay.source.eventhubs;

import org.jspecify.annotations.NullMarked;
