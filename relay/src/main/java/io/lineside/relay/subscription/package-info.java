/**
 * Which client wants what: the whole set per connection, as a lease. Called by HTTP threads, the
 * publish thread and the back end's threads; locks are held for moments, but for the one that lets
 * one call of a connection after the other wait for the back end.
 */
@NullMarked
package io.lineside.relay.subscription;

import org.jspecify.annotations.NullMarked;
