package io.lineside.core.source;

/**
 * Turns a message into samples. Called on the source's threads, on one at a time for a partition;
 * the messages of one device come in one partition, in order.
 */
@FunctionalInterface
public interface Decoder {

    /** Decodes a message; never throws, whatever its bytes are. */
    Decoded decode(RawMessage message);
}
