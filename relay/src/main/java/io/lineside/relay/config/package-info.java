/**
 * Reads relay.yaml and the environment into one immutable value, and YAML files with the line of
 * every key. Runs once, on the starting thread.
 */
@NullMarked
package io.lineside.relay.config;

import org.jspecify.annotations.NullMarked;
