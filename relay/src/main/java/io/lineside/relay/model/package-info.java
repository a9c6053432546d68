/** The plant model of plant.yaml: validated as a whole, then immutable and safe on any thread. */
@NullMarked
package io.lineside.relay.model;

import org.jspecify.annotations.NullMarked;
