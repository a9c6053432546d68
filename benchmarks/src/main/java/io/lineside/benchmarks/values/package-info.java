/**
 * What the value lane costs in a whole relay, by thread. The main thread starts a relay and a load
 * client as processes of their own.
 */
@NullMarked
package io.lineside.benchmarks.values;

import org.jspecify.annotations.NullMarked;
