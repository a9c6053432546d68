package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lineside.signalr.fuzz.Mutations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, as messages of the MessagePack protocol. */
@Timeout(60)
class PackFuzzTest {

    @FuzzTest(maxDuration = "3m")
    void isReadAsAnotherReaderReadsIt(byte[] said) {
        ParsedInput heard = FuzzChecks.readTheSameInAnyPieces(HubProtocol.MESSAGE_PACK, said);
        List<ClientMessage> messages = heard.messages();
        for (int i = 0; i < heard.records().size(); i++) {
            ClientMessage expected =
                    PlainPackMessages.read(ParsedInput.bytes(heard.records().get(i)));
            if (i < messages.size()) {
                assertThat(messages.get(i)).isEqualTo(expected);
            } else {
                assertThat(expected).as("refused: %s", heard.refusal()).isNull();
            }
        }
    }

    @Test
    void isReadSoInManyVariations() throws Exception {
        Mutations.tried(
                PackFuzzTest.class,
                "isReadAsAnotherReaderReadsIt",
                20_000,
                this::isReadAsAnotherReaderReadsIt);
    }
}
