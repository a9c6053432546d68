/**
 * The plant's vocabulary: signals, values, samples and their quality, places, and the states and
 * kinds of alarms. Immutable values and pure functions, safe on any thread; needs the JDK and
 * jspecify alone.
 */
@NullMarked
package io.lineside.model;

import org.jspecify.annotations.NullMarked;
