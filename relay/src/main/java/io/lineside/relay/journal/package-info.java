/**
 * The store: alarms, their journal, latest values and positions, one transaction per drain. Written
 * by the plant thread, read on any.
 */
@NullMarked
package io.lineside.relay.journal;

import org.jspecify.annotations.NullMarked;
