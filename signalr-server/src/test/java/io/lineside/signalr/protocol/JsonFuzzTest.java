package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lineside.signalr.fuzz.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, as messages of the JSON protocol. */
@Timeout(60)
class JsonFuzzTest {

    /** Shorter messages reach none of the limits on depth, names and numbers. */
    private static final int NO_LIMIT_REACHED = 450;

    private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    // These are written as libFuzzer reads them.
    @DictionaryEntries({
        "type",
        "target",
        "arguments",
        "invocationId",
        "streamIds",
        "item",
        "result",
        "error",
        "sequenceId",
        "headers",
        "\\x1E",
        "\\\\ud800",
        "1e999",
        "null"
    })
    @FuzzTest(maxDuration = "3m")
    void isReadAsAnotherReaderReadsIt(byte[] said) {
        ParsedInput heard = FuzzChecks.readTheSameInAnyPieces(HubProtocol.JSON, said);
        List<ClientMessage> messages = heard.messages();
        for (int i = 0; i < heard.records().size(); i++) {
            byte[] record = ParsedInput.bytes(heard.records().get(i));
            if (SURROGATE.matcher(new String(record, StandardCharsets.ISO_8859_1)).find()) {
                // Gson refuses every half of a pair, the server only those in names.
                continue;
            }
            ClientMessage expected = GsonMessages.read(record);
            if (i < messages.size()) {
                assertThat(messages.get(i)).isEqualTo(expected);
            } else if (record.length < NO_LIMIT_REACHED) {
                assertThat(expected).as("refused: %s", heard.refusal()).isNull();
            }
        }
        messages.forEach(JsonFuzzTest::canBeAnswered);
    }

    private static void canBeAnswered(ClientMessage message) {
        if (message instanceof ClientMessage.Invocation call && call.id() != null) {
            Encoded answer =
                    HubProtocol.JSON.encode(
                            new ServerMessage.Failure(call.id(), call.target() + call.uploads()));
            assertThat(answer.payloadSize()).isPositive();
        }
    }

    @Test
    void isReadSoInManyVariations() throws Exception {
        Mutations.tried(
                JsonFuzzTest.class,
                "isReadAsAnotherReaderReadsIt",
                20_000,
                this::isReadAsAnotherReaderReadsIt);
    }
}
