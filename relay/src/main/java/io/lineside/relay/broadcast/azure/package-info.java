/**
 * Azure SignalR Service in serverless mode as the back end: the relay calls its REST API, the
 * service holds the clients' sockets. The messages that wait for a group are sent by one virtual
 * thread, {@code azure-send}, which runs while any wait; {@code azure-join} threads join and leave
 * groups; the service's events come by the listener {@code azure-upstream}. docs/AZURE-SIGNALR.md
 * describes what differs from the relay's own hub.
 */
@NullMarked
package io.lineside.relay.broadcast.azure;

import org.jspecify.annotations.NullMarked;
