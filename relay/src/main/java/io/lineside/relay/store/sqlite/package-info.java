/**
 * The store in one SQLite file: alarms, their journal, latest values and positions, with the
 * migrations of its tables, copies before an upgrade, and inspection for the doctor. Written by the
 * engine thread alone, read on any; each read has a connection of its own.
 */
@NullMarked
package io.lineside.relay.store.sqlite;

import org.jspecify.annotations.NullMarked;
