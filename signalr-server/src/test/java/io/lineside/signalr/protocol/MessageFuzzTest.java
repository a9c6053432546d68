package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any valid message, written and read in both protocols. */
@Timeout(60)
class MessageFuzzTest {

    @FuzzTest(maxDuration = "3m")
    void aClientsIsTheSameInBothProtocols(FuzzedDataProvider data) throws Exception {
        ClientMessage message = new FuzzedMessages(data).client();
        assertThat(read(HubProtocol.JSON, ClientWriting.json(message))).isEqualTo(message);
        assertThat(read(HubProtocol.MESSAGE_PACK, ClientWriting.pack(message))).isEqualTo(message);
    }

    @FuzzTest(maxDuration = "3m")
    void aServersIsReadByEverybody(FuzzedDataProvider data) throws Exception {
        ServerMessage message = new FuzzedMessages(data).server();
        ClientMessage expected = expected(message);

        Encoded json = HubProtocol.JSON.encode(message);
        assertThat(read(HubProtocol.JSON, json.payload())).isEqualTo(expected);
        assertThat(GsonMessages.read(record(HubProtocol.JSON, json))).isEqualTo(expected);
        assertThat(framed(json)).isEqualTo(json.payload());

        Encoded pack = HubProtocol.MESSAGE_PACK.encode(message);
        assertThat(read(HubProtocol.MESSAGE_PACK, pack.payload())).isEqualTo(expected);
        assertThat(PlainPackMessages.read(record(HubProtocol.MESSAGE_PACK, pack)))
                .isEqualTo(expected);
        assertThat(framed(pack)).isEqualTo(pack.payload());
    }

    private static ClientMessage read(HubProtocol protocol, byte[] message)
            throws ProtocolException {
        return protocol.parse(record(protocol, message));
    }

    private static byte[] record(HubProtocol protocol, Encoded message) throws ProtocolException {
        return record(protocol, message.payload());
    }

    /** The one message that the bytes are. */
    private static byte[] record(HubProtocol protocol, byte[] message) throws ProtocolException {
        HubProtocol.Extent extent = protocol.extent(message, 0, 0, message.length);
        assertThat(extent.next()).isEqualTo(message.length);
        return Arrays.copyOfRange(message, extent.start(), extent.end());
    }

    /** The payload of a server's frame: RFC 6455, 5.2. */
    private static byte[] framed(Encoded message) {
        ByteBuffer frame = ByteBuffer.wrap(message.framed());
        assertThat(frame.get() & 0xf0).isEqualTo(0x80);
        int length = frame.get();
        byte[] payload =
                new byte
                        [switch (length) {
                            case 126 -> frame.getShort() & 0xffff;
                            case 127 -> (int) frame.getLong();
                            default -> length;
                        }];
        frame.get(payload);
        assertThat(frame.hasRemaining()).isFalse();
        return payload;
    }

    /** Both sides' messages are written alike. */
    private static ClientMessage expected(ServerMessage message) {
        JsonNode none = PackValues.tree(null);
        return switch (message) {
            case ServerMessage.Invocation(String id, String target, Object[] arguments) ->
                    new ClientMessage.Invocation(
                            id, target, PackValues.trees(arguments), false, List.of());
            case ServerMessage.RawInvocation(String target, byte[] argument) ->
                    new ClientMessage.Invocation(
                            null,
                            target,
                            List.of(JsonMapper.shared().readTree(argument)),
                            false,
                            List.of());
            case ServerMessage.StreamItem(String id, Object item) ->
                    new ClientMessage.StreamItem(id, PackValues.tree(item));
            case ServerMessage.Result(String id, Object result) ->
                    new ClientMessage.Completion(id, null, PackValues.tree(result));
            case ServerMessage.Failure(String id, String error) ->
                    new ClientMessage.Completion(id, error, none);
            case ServerMessage.StreamEnd(String id) -> new ClientMessage.Completion(id, null, none);
            case ServerMessage.Ping() -> new ClientMessage.Ping();
            case ServerMessage.Close(String error, boolean _) -> new ClientMessage.Close(error);
            case ServerMessage.Ack(long number) -> new ClientMessage.Ack(number);
            case ServerMessage.Sequence(long number) -> new ClientMessage.Sequence(number);
        };
    }
}
