/**
 * The subscriptions of clients: what each connection wants, as a lease, and the cursor of each
 * client in each values group. Called by HTTP threads, the publish thread and the back end's
 * threads; {@link io.lineside.relay.subscription.Subscriber} describes the locks.
 */
@NullMarked
package io.lineside.relay.subscription;

import org.jspecify.annotations.NullMarked;
