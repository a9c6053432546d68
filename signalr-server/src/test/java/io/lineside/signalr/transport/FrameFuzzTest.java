package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lineside.signalr.fuzz.Mutations;
import io.lineside.signalr.fuzz.Pieces;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, as WebSocket frames. */
@Timeout(60)
class FrameFuzzTest {

    @FuzzTest(maxDuration = "3m")
    void bringsWhatAnotherReaderSees(byte[] sent) {
        FrameTrace expected = PlainFrames.read(sent);
        for (List<ByteBuffer> division : Pieces.of(sent)) {
            FrameTrace trace = FrameTrace.of(division);
            assertThat(trace.fault()).isEqualTo(expected.fault());
            if (expected.fault() == WebSocketFault.NOT_UTF_8) {
                // Bytes that came in one piece with the fault are not passed on.
                int size = trace.events().size();
                assertThat(expected.events()).hasSizeGreaterThanOrEqualTo(size);
                assertThat(trace.events()).isEqualTo(expected.events().subList(0, size));
            } else {
                assertThat(trace.events()).isEqualTo(expected.events());
            }
        }
    }

    @Test
    void bringsItInManyVariations() throws Exception {
        Mutations.tried(
                FrameFuzzTest.class,
                "bringsWhatAnotherReaderSees",
                20_000,
                this::bringsWhatAnotherReaderSees);
    }
}
