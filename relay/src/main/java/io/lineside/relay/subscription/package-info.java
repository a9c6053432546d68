/**
 * Which client wants what: the whole set per connection, as a lease, and the cursor of each client
 * in each values group. Called by HTTP threads, the publish thread and the back end's threads;
 * {@link io.lineside.relay.subscription.Subscriber} says which lock guards what.
 */
@NullMarked
package io.lineside.relay.subscription;

import org.jspecify.annotations.NullMarked;
