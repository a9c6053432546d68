/**
 * {@code lineside-relay doctor}: looks at all that the relay needs and says what is wrong and what
 * to do. Changes nothing. Runs once, on the starting thread.
 */
@NullMarked
package io.lineside.relay.doctor;

import org.jspecify.annotations.NullMarked;
