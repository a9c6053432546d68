package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":\"json\",\"version\":1}",
                "{\"version\":2,\"protocol\":\"JSON\",\"extra\":{\"a\":[1]}}"
            })
    void acceptsJsonInVersionsOneAndTwo(String request) {
        assertThat(refusal(request)).isNull();
    }

    @Test
    void namesTheProtocolItDoesNotSpeak() {
        assertThat(refusal("{\"protocol\":\"morse\",\"version\":1}"))
                .isEqualTo("The protocol 'morse' is not supported.");
    }

    @Test
    void namesTheVersionItDoesNotSpeak() {
        assertThat(refusal("{\"protocol\":\"json\",\"version\":99}"))
                .isEqualTo("The server does not support version 99 of the 'json' protocol.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{\"version\":1}",
                "{\"protocol\":\"json\"}",
                "{\"protocol\":null,\"version\":1}",
                "{\"protocol\":\"json\",\"version\":\"1\"}",
                "{\"type\":1,\"target\":\"Nothing\",\"arguments\":[]}"
            })
    void saysNoMoreThanThatItFailedAboutWhatIsNoHandshake(String request) {
        assertThat(refusal(request)).isEqualTo(Handshake.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":\"messagepack\",\"version\":1}",
                "{\"protocol\":\"MessagePack\",\"version\":2}"
            })
    void acceptsMessagePackWhereBytesCanBeCarried(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);

        assertThat(Handshake.read(bytes, true)).isInstanceOf(Handshake.Accepted.class);
        assertThat(Handshake.read(bytes, false)).isInstanceOf(Handshake.Refused.class);
    }

    @Test
    void quotesTheRefusalAsJson() {
        assertThat(new String(Handshake.refused("no \"x\"").payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"no \\\"x\\\"\"}\u001e");
    }

    private static @Nullable String refusal(String request) {
        return switch (Handshake.read(request.getBytes(StandardCharsets.UTF_8), true)) {
            case Handshake.Refused(String error) -> error;
            case Handshake.Accepted _ -> null;
        };
    }
}
