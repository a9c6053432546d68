package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.fuzz.Pieces;
import java.nio.ByteBuffer;
import java.util.List;

/** What holds for both protocols. */
final class FuzzChecks {

    private FuzzChecks() {}

    static ParsedInput readTheSameInAnyPieces(HubProtocol protocol, byte[] said) {
        List<List<ByteBuffer>> divisions = Pieces.of(said);
        ParsedInput whole = ParsedInput.in(protocol, divisions.getFirst());
        for (List<ByteBuffer> division : divisions.subList(1, divisions.size())) {
            assertThat(ParsedInput.in(protocol, division)).isEqualTo(whole);
        }
        return whole;
    }
}
