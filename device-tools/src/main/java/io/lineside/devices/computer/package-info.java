/** This computer as a device. A reader belongs to one thread. */
@NullMarked
package io.lineside.devices.computer;

import org.jspecify.annotations.NullMarked;
