package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, said in the MessagePack protocol. */
@Timeout(60)
class PackFuzzTest {

    @FuzzTest(maxDuration = "3m")
    void isHeardAsAnotherReaderHearsIt(byte[] said) {
        Heard heard = FuzzChecks.heardTheSameInAnyPieces(HubProtocol.MESSAGE_PACK, said);
        List<HubMessage> messages = heard.messages();
        for (int i = 0; i < heard.records().size(); i++) {
            HubMessage expected = PlainPackMessages.read(Heard.bytes(heard.records().get(i)));
            if (i < messages.size()) {
                assertThat(messages.get(i)).isEqualTo(expected);
            } else {
                assertThat(expected).as("refused: %s", heard.refusal()).isNull();
            }
        }
    }

    @Test
    void isHeardSoInManyVariations() throws Exception {
        Mutations.tried(
                PackFuzzTest.class,
                "isHeardAsAnotherReaderHearsIt",
                20_000,
                this::isHeardAsAnotherReaderHearsIt);
    }
}
