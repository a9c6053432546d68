/**
 * The hub's messages: partitioned, ordered, kept in memory and, when a directory is given, on disk.
 * Appended on any thread, read on any thread; a partition has one lock, held for moments.
 */
@NullMarked
package io.lineside.emulator.log;

import org.jspecify.annotations.NullMarked;
