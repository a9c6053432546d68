/**
 * Requests to the relay over HTTP: subscribing, the plant, acknowledging, receipts of what was
 * shown, how the service behind the relay does. A call returns at once; its answer comes on a
 * thread of the HTTP client. No JavaFX, and nothing of the stream.
 */
@NullMarked
package io.lineside.desktop.client;

import org.jspecify.annotations.NullMarked;
