/**
 * Azure SignalR Service in serverless mode as the back end: the relay calls its REST API, the
 * service holds the clients' sockets. What waits for a group is sent by one virtual thread, {@code
 * azure-send}, while there is something; joins and leaves by {@code azure-join}; what the service
 * tells comes by the listener {@code azure-upstream}. docs/AZURE-SIGNALR.md says what differs from
 * the relay's own hub.
 */
@NullMarked
package io.lineside.relay.broadcast.azure;

import org.jspecify.annotations.NullMarked;
