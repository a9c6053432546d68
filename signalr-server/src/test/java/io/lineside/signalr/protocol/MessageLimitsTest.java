package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages made to be expensive, and larger than any kept input. */
@Timeout(20)
class MessageLimitsTest {

    private static final int MUCH = 100_000;

    @Test
    void refusesJsonNestedAHundredThousandDeep() {
        refused("{\"type\":1,\"target\":\"t\",\"arguments\":" + "[".repeat(MUCH));
        refused("{\"type\":6,\"x\":" + "{\"x\":".repeat(MUCH));
        refused("{\"type\":2,\"invocationId\":\"1\",\"item\":" + "[{\"a\":".repeat(MUCH));
    }

    @Test
    void refusesNumbersOfAHundredThousandDigits() {
        String digits = "9".repeat(MUCH);
        refused("{\"type\":1,\"target\":\"t\",\"arguments\":[" + digits + "]}");
        refused("{\"type\":" + digits + "}");
        refused("{\"type\":8,\"sequenceId\":" + digits + "}");
    }

    @Test
    void refusesAHandshakeNestedAHundredThousandDeep() {
        byte[] record = ("{\"protocol\":" + "[".repeat(MUCH)).getBytes(StandardCharsets.UTF_8);
        assertThat(Handshake.read(record, true)).isInstanceOf(Handshake.Refused.class);
    }

    @Test
    void refusesMessagePackNestedAHundredThousandDeepWhereverItIs() {
        refused(filled(new byte[] {(byte) 0x94, 2, (byte) 0x80, (byte) 0xa0}, (byte) 0x91));
        refused(filled(new byte[] {(byte) 0x94, 2, (byte) 0x80, (byte) 0xa0}, (byte) 0x81));
        refused(filled(new byte[] {(byte) 0x94, 2, (byte) 0x81, (byte) 0xa0}, (byte) 0x91));
        refused(filled(new byte[] {(byte) 0x92, 6}, (byte) 0x91));
    }

    private static byte[] filled(byte[] head, byte with) {
        byte[] message = Arrays.copyOf(head, MUCH);
        Arrays.fill(message, head.length, MUCH, with);
        return message;
    }

    private static void refused(String json) {
        byte[] record = json.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> HubProtocol.JSON.parse(record))
                .isInstanceOf(ProtocolException.class);
    }

    private static void refused(byte[] pack) {
        assertThatThrownBy(() -> HubProtocol.MESSAGE_PACK.parse(pack))
                .isInstanceOf(ProtocolException.class);
    }
}
