/**
 * Which client wants what: the whole set per connection, as a lease. Called by HTTP threads, the
 * publish thread and the back end's threads; one lock, held for moments, never while waiting for
 * anybody.
 */
@NullMarked
package io.lineside.relay.subscription;

import org.jspecify.annotations.NullMarked;
