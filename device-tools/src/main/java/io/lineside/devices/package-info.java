/**
 * The programs that feed a hub: a simulated plant with this computer in it, and CSV replay. Each
 * device sends from a virtual thread {@code device-ID}; commands read standard input on {@code
 * control}.
 */
@NullMarked
package io.lineside.devices;

import org.jspecify.annotations.NullMarked;
