/**
 * The alarm state machine of ISA-18.2 / IEC 62682: orthogonal facts, events that change them, and
 * the one display state that follows. Pure functions on immutable values.
 */
@NullMarked
package io.lineside.model.alarm;

import org.jspecify.annotations.NullMarked;
