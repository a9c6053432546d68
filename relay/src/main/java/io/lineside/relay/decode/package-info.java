/**
 * From a message's bytes to samples, or to the reason why there are none: {@link
 * io.lineside.relay.decode.DecoderRegistry} chooses, and each family of payloads is a package below
 * with one {@link io.lineside.relay.decode.PayloadDecoder}. Runs on the threads that read the
 * partitions, in parallel for different partitions; what is kept between messages is kept per
 * device and bounded ({@link io.lineside.relay.decode.PerDevice}).
 */
@NullMarked
package io.lineside.relay.decode;

import org.jspecify.annotations.NullMarked;
