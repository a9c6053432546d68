/** What every program of Lineside shares beside its messages: its version. Safe on any thread. */
@NullMarked
package io.lineside.model;

import org.jspecify.annotations.NullMarked;
