package io.lineside.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * MessagePack against the examples of HubProtocol.md, "MessagePack (MsgPack) encoding", byte for
 * byte where the parity hub has a method for it.
 */
@Timeout(60)
class PackIT {

    private static final String ID = "a378797a";
    private static final String NO_HEADERS = "80";

    /** What the reference answers a method with that gives nothing: null. */
    private static final String NOTHING = "950380" + ID + "03c0";

    private ParityServer server;
    private RawClient client;

    @BeforeEach
    void connect() throws Exception {
        server = ParityServer.start(UnaryOperator.identity());
        client = RawClient.pack(server.port(), "/hub");
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    @Shows(35)
    void invokesAsTheExampleDoes() throws Exception {
        // Invocation without an id: method(42), which the hub is asked to send.
        String example = "960180c0a66d6574686f64912a90";
        client.pack("960180" + ID + text("Back") + "92" + text("method") + "912a" + "90");

        assertThat(client.packed()).isEqualTo(example);
        assertThat(client.packed()).isEqualTo(NOTHING);
    }

    @Test
    @Shows({35, 36})
    void takesTheHeadersOfTheExample() throws Exception {
        // {"x": "y", "z": "z"}; Completion with the result 42.
        client.pack("960182a178a179a17aa17a" + ID + text("EchoAny") + "912a" + "90");

        assertThat(client.packed()).isEqualTo("950380" + ID + "032a");
    }

    @Test
    @Shows(35)
    void completesAsTheExamplesDo() throws Exception {
        // A result, null, and an error. No result at all is what ends a stream.
        client.pack(call("Add", "921428"));
        assertThat(client.packed()).isEqualTo("950380" + ID + "033c");
        client.pack(call("Nothing", "90"));
        assertThat(client.packed()).isEqualTo(NOTHING);
        client.pack(call("FailHub", "90"));
        assertThat(client.packed()).startsWith("950380" + ID + "01d9");
    }

    @Test
    @Shows(35)
    void streamsAsTheExamplesDo() throws Exception {
        // StreamInvocation, StreamItem, CancelInvocation, Completion.
        client.pack("960480" + ID + text("Count") + "92cd03e8cd0190" + "90");
        assertThat(client.packed()).isEqualTo("940280" + ID + "00");
        client.pack("930580" + ID);
        assertThat(client.packed()).isEqualTo("940380" + ID + "02");
    }

    @Test
    @Shows(35)
    void pingsAndClosesAsTheExamplesDo() throws Exception {
        client.pack("9106");
        client.pack(call("Nothing", "90"));
        assertThat(client.packed()).isEqualTo(NOTHING);
        client.pack("9207c0");
        assertThat(client.packed()).isEqualTo("9307c0c2");
        assertThat(client.next()).isNull();
    }

    private static String call(String target, String arguments) {
        return "9601" + NO_HEADERS + ID + text(target) + arguments + "90";
    }

    private static String text(String text) {
        StringBuilder hex = new StringBuilder("%02x".formatted(0xa0 | text.length()));
        text.chars().forEach(each -> hex.append("%02x".formatted(each)));
        return hex.toString();
    }
}
