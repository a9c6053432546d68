/**
 * The plant thread: one inbox, one owner of latest values and alarms, one transaction per drain.
 * What is public here is safe on any thread.
 */
@NullMarked
package io.lineside.relay.plant;

import org.jspecify.annotations.NullMarked;
