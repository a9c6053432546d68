/**
 * Which devices there are, which keys they have, and the tokens signed with those keys. The
 * registry is safe on any thread, all else is immutable; it knows neither MQTT nor AMQP.
 */
@NullMarked
package io.lineside.emulator.registry;

import org.jspecify.annotations.NullMarked;
