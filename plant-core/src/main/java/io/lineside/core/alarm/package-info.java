/**
 * Alarms, from their rules to what happened to them: a {@link io.lineside.core.alarm.Rule} judges a
 * sample, an {@link io.lineside.core.alarm.AlarmRecord} is all that is kept of one alarm, a {@link
 * io.lineside.core.alarm.Transition} is what happened to it. States and events follow ISA-18.2 /
 * IEC 62682. Knows neither store nor plant file nor wire. {@link io.lineside.core.alarm.Alarms} is
 * for the engine thread alone; the records are immutable.
 */
@NullMarked
package io.lineside.core.alarm;

import org.jspecify.annotations.NullMarked;
