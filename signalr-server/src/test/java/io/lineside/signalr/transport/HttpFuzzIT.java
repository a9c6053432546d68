package io.lineside.signalr.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lineside.signalr.fuzz.Mutations;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Any bytes at all on a socket of the server. Where they have {@code TOKEN}, the token of a
 * connection is put in, so that the kept inputs pass the first check. The answer may be 500, which
 * Jetty makes for a client that leaves before its answer; what goes wrong inside is seen in the
 * log.
 */
class HttpFuzzIT {

    private static final byte[] TOKEN = "TOKEN".getBytes(StandardCharsets.US_ASCII);
    private static LoopbackHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = LoopbackHub.start();
    }

    @AfterAll
    static void leavesNothingBehind() throws Exception {
        try {
            hub.forgetsEverybody();
            hub.hasNothingToComplainOf();
        } finally {
            hub.stop();
        }
    }

    @DictionaryEntries({
        "POST /hub?id=TOKEN HTTP/1.1\r\n",
        "GET /hub?id=TOKEN HTTP/1.1\r\n",
        "DELETE /hub?id=TOKEN HTTP/1.1\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: ",
        "Accept: text/event-stream\r\n",
        "Upgrade: websocket\r\n",
        "negotiateVersion"
    })
    @FuzzTest(maxDuration = "3m")
    void answersOrHangsUp(byte[] said) throws Exception {
        String answer = hub.firstLine(named(said, hub.negotiated()));

        if (!answer.isEmpty()) {
            assertThat(answer).matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?");
        }
        hub.hasNothingToComplainOf();
    }

    @Test
    void answersOrHangsUpInManyVariations() throws Exception {
        Mutations.tried(HttpFuzzIT.class, "answersOrHangsUp", 2_000, this::answersOrHangsUp);
    }

    private static byte[] named(byte[] said, String token) {
        String text = new String(said, StandardCharsets.ISO_8859_1);
        String mark = new String(TOKEN, StandardCharsets.US_ASCII);
        return text.replace(mark, token).getBytes(StandardCharsets.ISO_8859_1);
    }
}
