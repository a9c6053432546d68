/**
 * What the plant consists of: sites, areas, units, devices and signals as plant.yaml names them,
 * and the devices that appeared by themselves. The records are immutable and safe on any thread;
 * {@link io.lineside.core.plant.AssetCatalog} is for the engine thread alone.
 */
@NullMarked
package io.lineside.core.plant;

import org.jspecify.annotations.NullMarked;
