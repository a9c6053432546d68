/** Certificates and keys from PEM files. Runs on the starting thread. */
@NullMarked
package io.lineside.relay.tls;

import org.jspecify.annotations.NullMarked;
