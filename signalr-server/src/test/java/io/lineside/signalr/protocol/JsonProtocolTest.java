package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.signalr.EncodedMessage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonProtocolTest {

    @Test
    void readsACallWhateverTheOrderOfItsProperties() throws Exception {
        ClientMessage message =
                parse(
                        "{\"arguments\":[1,{\"a\":[2]}],\"target\":\"t\",\"invocationId\":\"7\",\"type\":1}");

        assertThat(message)
                .isInstanceOfSatisfying(
                        ClientMessage.Invocation.class,
                        call -> {
                            assertThat(call.id()).isEqualTo("7");
                            assertThat(call.target()).isEqualTo("t");
                            assertThat(call.arguments()).hasSize(2);
                            assertThat(call.arguments().getLast().toString())
                                    .isEqualTo("{\"a\":[2]}");
                            assertThat(call.streaming()).isFalse();
                            assertThat(call.uploads()).isEmpty();
                        });
    }

    @Test
    void skipsHeadersAndPropertiesNobodyKnows() throws Exception {
        ClientMessage message =
                parse(
                        "{\"type\":1,\"headers\":{\"a\":\"b\"},\"x\":[{\"y\":[]}],\"target\":\"t\",\"arguments\":[]}");

        assertThat(message).isInstanceOf(ClientMessage.Invocation.class);
    }

    @Test
    void readsPingsAndClosesAndLeavesAloneWhatItDoesNotKnow() throws Exception {
        assertThat(parse("{\"type\":6}")).isEqualTo(new ClientMessage.Ping());
        assertThat(parse("{\"type\":7,\"error\":\"bye\"}"))
                .isEqualTo(new ClientMessage.Close("bye"));
        assertThat(parse("{\"type\":77,\"any\":1}")).isEqualTo(new ClientMessage.Ignored(77));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1,2]",
                "{\"type\":1,",
                "{\"type\":6}{\"type\":6}",
                "{\"target\":\"t\",\"arguments\":[]}",
                "{\"type\":\"1\",\"target\":\"t\",\"arguments\":[]}",
                "{\"type\":1e0,\"target\":\"t\",\"arguments\":[]}",
                "{\"type\":99999999999}",
                "{\"type\":1,\"arguments\":[]}",
                "{\"type\":1,\"target\":\"t\"}",
                "{\"type\":1,\"target\":5,\"arguments\":[]}",
                "{\"type\":1,\"target\":\"t\",\"arguments\":{}}",
                "{\"type\":1,\"target\":\"t\",\"arguments\":[1",
                "{\"type\":1,\"invocationId\":null,\"target\":\"t\",\"arguments\":[]}",
                "{\"type\":1,\"invocationId\":5,\"target\":\"t\",\"arguments\":[]}",
                "{\"type\":4,\"target\":\"t\",\"arguments\":[]}"
            })
    void refusesWhatIsNoMessage(String record) {
        assertThatThrownBy(() -> parse(record)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesNestingWithoutEnd() {
        String deep = "[".repeat(30_000);

        assertThatThrownBy(() -> parse("{\"type\":1,\"target\":\"t\",\"arguments\":" + deep))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void writesCallsWithoutIdAndWithoutHeaders() {
        assertThat(
                        text(
                                new ServerMessage.Invocation(
                                        null, "said", new Object[] {"a\u001eb", 1, true})))
                .isEqualTo(
                        "{\"type\":1,\"target\":\"said\",\"arguments\":[\"a\\u001Eb\",1,true]}\u001e");
    }

    @Test
    void putsAReadyArgumentInAsItIs() {
        byte[] argument = "{ \"v\" : 2.50 }".getBytes(StandardCharsets.UTF_8);

        assertThat(text(new ServerMessage.RawInvocation("v\"1", argument)))
                .isEqualTo(
                        "{\"type\":1,\"target\":\"v\\\"1\",\"arguments\":[{ \"v\" : 2.50 }]}\u001e");
    }

    @Test
    void writesResultsAndErrorsNeverBoth() {
        assertThat(text(new ServerMessage.Result("7", null)))
                .isEqualTo("{\"type\":3,\"invocationId\":\"7\",\"result\":null}\u001e");
        assertThat(text(new ServerMessage.Failure("7", "no")))
                .isEqualTo("{\"type\":3,\"invocationId\":\"7\",\"error\":\"no\"}\u001e");
    }

    @Test
    void encodesABroadcastOnceHoweverOftenItIsSent() {
        EncodedMessage message = EncodedMessage.invocation("said", "x");

        assertThat(message.in(HubProtocol.JSON)).isSameAs(message.in(HubProtocol.JSON));
    }

    private static ClientMessage parse(String record) throws ProtocolException {
        return HubProtocol.JSON.parse(record.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ServerMessage message) {
        return new String(HubProtocol.JSON.encode(message).payload(), StandardCharsets.UTF_8);
    }
}
