/**
 * Azure SignalR Service on loopback, for tests: as strict as the service, and failing when a test
 * asks for it. Its HTTP side runs on threads {@code service-fake-…}, its calls of an upstream on
 * each connection's own {@code signalr-hub-…}.
 */
@NullMarked
package io.lineside.servicefake;

import org.jspecify.annotations.NullMarked;
