/**
 * {@code lineside-relay doctor}: checks all that the relay needs and reports what is wrong and what
 * to do. Changes nothing. Runs once, on the starting thread.
 */
@NullMarked
package io.lineside.relay.doctor;

import org.jspecify.annotations.NullMarked;
