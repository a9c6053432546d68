package io.lineside.signalr.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Reads one message of the MessagePack protocol: its parts come in a fixed order, and those behind
 * the known ones are skipped. For one message and one thread.
 */
final class PackMessageReader {

    private final MessageUnpacker pack;
    private final int end;
    private int left;

    /**
     * @param end how many bytes the message has
     * @param parts how many parts its array has
     */
    PackMessageReader(MessageUnpacker pack, int end, int parts) {
        this.pack = pack;
        this.end = end;
        this.left = parts;
    }

    ClientMessage message() throws IOException, ProtocolException {
        part("type");
        int type = pack.unpackInt();
        ClientMessage message =
                switch (type) {
                    case 1, 4 -> invocation(type == 4);
                    case 2 -> new ClientMessage.StreamItem(idBehindHeaders(), value("item"));
                    case 3 -> completion();
                    case 5 -> new ClientMessage.Cancel(idBehindHeaders());
                    case 6 -> new ClientMessage.Ping();
                    case 7 -> new ClientMessage.Close(left > 0 ? optionalText("error") : null);
                    case 8 -> new ClientMessage.Ack(number());
                    case 9 -> new ClientMessage.Sequence(number());
                    default -> new ClientMessage.Ignored(type);
                };
        if (!(message instanceof ClientMessage.Ignored)) {
            PackValues.skip(pack, end, left);
        }
        return message;
    }

    private ClientMessage invocation(boolean streaming) throws IOException, ProtocolException {
        skipHeaders();
        String id = optionalText("invocationId");
        if (streaming && id == null) {
            throw new ProtocolException("a stream invocation needs an invocationId");
        }
        part("target");
        String target = pack.unpackString();
        part("arguments");
        int count = PackValues.bounded(pack.unpackArrayHeader());
        List<JsonNode> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(PackValues.read(pack, end));
        }
        List<String> uploads = new ArrayList<>();
        // Clients before ASP.NET Core 3.0 leave the streams out.
        if (left > 0) {
            part("streamIds");
            int streams = PackValues.bounded(pack.unpackArrayHeader());
            for (int i = 0; i < streams; i++) {
                uploads.add(pack.unpackString());
            }
        }
        return new ClientMessage.Invocation(
                id, target, List.copyOf(arguments), streaming, List.copyOf(uploads));
    }

    private ClientMessage completion() throws IOException, ProtocolException {
        String id = idBehindHeaders();
        part("result kind");
        int kind = pack.unpackInt();
        return switch (kind) {
            case PackProtocol.ERROR -> {
                part("error");
                yield new ClientMessage.Completion(id, pack.unpackString(), NullNode.getInstance());
            }
            case PackProtocol.VOID ->
                    new ClientMessage.Completion(id, null, NullNode.getInstance());
            case PackProtocol.VALUE -> new ClientMessage.Completion(id, null, value("result"));
            default -> throw new ProtocolException("result kind " + kind + " is unknown");
        };
    }

    private String idBehindHeaders() throws IOException, ProtocolException {
        skipHeaders();
        part("invocationId");
        return pack.unpackString();
    }

    private void skipHeaders() throws IOException, ProtocolException {
        part("headers");
        PackValues.skip(pack, end, 2L * PackValues.bounded(pack.unpackMapHeader()));
    }

    private @Nullable String optionalText(String name) throws IOException, ProtocolException {
        part(name);
        return pack.tryUnpackNil() ? null : pack.unpackString();
    }

    private JsonNode value(String name) throws IOException, ProtocolException {
        part(name);
        return PackValues.read(pack, end);
    }

    private long number() throws IOException, ProtocolException {
        part("sequenceId");
        return pack.unpackLong();
    }

    private void part(String name) throws ProtocolException {
        if (left-- <= 0) {
            throw new ProtocolException(name + " is missing");
        }
    }
}
