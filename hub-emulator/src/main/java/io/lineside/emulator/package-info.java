/** An IoT Hub on loopback: what its device side and its service side share. */
@NullMarked
package io.lineside.emulator;

import org.jspecify.annotations.NullMarked;
