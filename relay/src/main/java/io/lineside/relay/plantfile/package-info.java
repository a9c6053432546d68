/**
 * Reads plant.yaml: the schema, what a schema cannot check, and the {@link
 * io.lineside.core.plant.Plant} that the file describes. The file is refused as a whole, with every
 * error it has. Runs on the starting thread.
 */
@NullMarked
package io.lineside.relay.plantfile;

import org.jspecify.annotations.NullMarked;
