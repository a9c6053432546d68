/**
 * Publishes what is committed: changed values each tick, heads once a second, alarm transitions at
 * once. One thread, {@code relay-publish}; the engine thread (named {@code plant}) hands
 * transitions over and never waits.
 */
@NullMarked
package io.lineside.relay.publish;

import org.jspecify.annotations.NullMarked;
