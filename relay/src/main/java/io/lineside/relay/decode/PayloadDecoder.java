package io.lineside.relay.decode;

import io.lineside.core.source.RawMessage;
import io.lineside.model.Sample;
import java.util.List;

/**
 * Decodes one family of payloads. There is one instance for the relay's life; its methods are
 * called on the threads that read the partitions, for one device on one thread at a time.
 */
public interface PayloadDecoder {

    /** How large a body may be, unpacked, in bytes. */
    int MAX_BODY = 1 << 20;

    /** How many samples a message may carry. */
    int MAX_SAMPLES = 2_000;

    /** Whether the message is of this family, by its properties and the shape of its body. */
    boolean accepts(RawMessage message, byte[] body);

    /**
     * The samples, in the order of the body.
     *
     * @param body unpacked; not to be changed
     * @throws UndecodableException when the message cannot be used; the reason says what was wrong
     *     and where
     */
    List<Sample> decode(RawMessage message, byte[] body) throws UndecodableException;
}
