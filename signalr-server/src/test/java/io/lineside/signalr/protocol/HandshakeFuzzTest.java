package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lineside.signalr.fuzz.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, as the first message of a client. */
@Timeout(60)
class HandshakeFuzzTest {

    private static final Set<String> PROTOCOLS = Set.of("json", "messagepack");
    private static final Set<String> VERSIONS = Set.of("1", "2");

    @DictionaryEntries({"protocol", "json", "messagepack", "version", "\\ud800"})
    @FuzzTest(maxDuration = "3m")
    void isAcceptedOrRefusedInWords(byte[] record) {
        boolean right = isRight(GsonMessages.object(record));
        switch (Handshake.read(record, true)) {
            case Handshake.Accepted _ -> assertThat(right).isTrue();
            case Handshake.Refused(String error) -> {
                assertThat(right).isFalse();
                byte[] answer = Handshake.refused(error).payload();
                assertThat(answer[answer.length - 1]).isEqualTo(JsonProtocol.END);
                byte[] said = Arrays.copyOf(answer, answer.length - 1);
                JsonObject told = Objects.requireNonNull(GsonMessages.object(said));
                assertThat(told.get("error").getAsString()).isEqualTo(asText(error));
            }
        }
        if (Handshake.read(record, false) instanceof Handshake.Accepted(HubProtocol spoken, _)) {
            assertThat(spoken.isBinary()).isFalse();
        }
    }

    @Test
    void isAcceptedOrRefusedInManyVariations() throws Exception {
        Mutations.tried(
                HandshakeFuzzTest.class,
                "isAcceptedOrRefusedInWords",
                10_000,
                this::isAcceptedOrRefusedInWords);
    }

    private static boolean isRight(@Nullable JsonObject request) {
        return request != null
                && PROTOCOLS.contains(
                        text(request.get("protocol")).toLowerCase(java.util.Locale.ROOT))
                && request.get("version") instanceof JsonPrimitive version
                && version.isNumber()
                && VERSIONS.contains(version.getAsString());
    }

    private static String text(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "";
    }

    /** Half a surrogate pair becomes a question mark. */
    private static String asText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
