/**
 * The engine: one inbox, one thread that owns signals and alarms, one transaction per drain. Time
 * is passed in, so a recorded inbox replays to the same result. {@link
 * io.lineside.core.engine.PlantEngine} and the four views it offers (values, alarms, status,
 * commands) are safe on any thread; the rest is for the engine thread, which is named {@code
 * plant}.
 */
@NullMarked
package io.lineside.core.engine;

import org.jspecify.annotations.NullMarked;
