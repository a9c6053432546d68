/**
 * The messages between relay and clients: records whose component names are the JSON property
 * names, the names of groups and targets, and both ends' codecs ({@link
 * io.lineside.wire.WireWriter} and {@link io.lineside.wire.WireJson} at the relay, {@link
 * io.lineside.wire.WireReader} at a client). Times are epoch milliseconds, UTC. The resources
 * beside this package, in {@code examples/}, are the messages as JSON: both codecs are tested
 * against those files, so the two ends cannot drift apart. Immutable, safe on any thread.
 */
@NullMarked
package io.lineside.wire;

import org.jspecify.annotations.NullMarked;
