package io.lineside.relay.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderRegistryTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /** A family of payloads that begin with its letter. */
    private record Family(char letter, double number) implements PayloadDecoder {

        @Override
        public boolean accepts(RawMessage message, byte[] body) {
            return body[0] == letter;
        }

        @Override
        public List<Sample> decode(RawMessage message, byte[] body) {
            return List.of(Sample.good(new SignalId("d", "s"), new Value.Num(number), NOON));
        }
    }

    private static Decoded decoded(String body, PayloadDecoder... decoders) {
        return new DecoderRegistry(List.of(decoders))
                .decode(
                        new RawMessage(
                                "0",
                                1,
                                NOON,
                                MessageProperties.telemetry("d"),
                                body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void theFirstThatAcceptsAMessageDecodesIt() {
        PayloadDecoder a = new Family('a', 1);
        PayloadDecoder b = new Family('b', 2);
        PayloadDecoder alsoB = new Family('b', 3);
        assertThat(decoded("b...", a, b, alsoB))
                .isEqualTo(
                        new Decoded.Samples(
                                List.of(
                                        Sample.good(
                                                new SignalId("d", "s"), new Value.Num(2), NOON))));
    }

    @Test
    void aMessageThatNoneAcceptsIsRejectedWithItsReason() {
        assertThat(decoded("c...", new Family('a', 1)))
                .isEqualTo(new Decoded.Rejected("no decoder understands the body", "c..."));
    }
}
