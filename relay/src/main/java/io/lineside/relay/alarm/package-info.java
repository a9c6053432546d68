/**
 * Limit alarms on event time: what a sample, the passing of time and an operator make of an alarm.
 * Owned by the plant thread.
 */
@NullMarked
package io.lineside.relay.alarm;

import org.jspecify.annotations.NullMarked;
