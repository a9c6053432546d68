/**
 * The messages between relay and clients, as records whose component names are the JSON property
 * names. Times are epoch milliseconds, UTC. How each looks as JSON stands in the resources beside
 * this package, in {@code examples/}: both ends test their codecs against those files.
 */
@NullMarked
package io.lineside.model.wire;

import org.jspecify.annotations.NullMarked;
