package io.lineside.relay.broadcast.azure;

import io.lineside.relay.broadcast.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies of sends: {@code {"target":…,"arguments":[…]}}, the argument's bytes as they are. */
final class MessageBody {

    /**
     * The most bytes that a body has beside its argument; targets are a few short names of the
     * relay.
     */
    static final int OVERHEAD = 128;

    private static final byte[] TAIL = bytes("]}");

    private MessageBody() {}

    static byte[] of(Payload payload) {
        byte[] head = head(payload.target());
        byte[] argument = payload.argumentJson();
        byte[] body = new byte[head.length + argument.length + TAIL.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(argument, 0, body, head.length, argument.length);
        System.arraycopy(TAIL, 0, body, head.length + argument.length, TAIL.length);
        return body;
    }

    /** A body with several arguments as one array, in their order. */
    static byte[] of(String target, List<Payload> payloads) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head(target));
        char before = '[';
        for (Payload payload : payloads) {
            body.write(before);
            body.writeBytes(payload.argumentJson());
            before = ',';
        }
        body.write(']');
        body.writeBytes(TAIL);
        return body.toByteArray();
    }

    private static byte[] head(String target) {
        return bytes("{\"target\":\"" + target + "\",\"arguments\":[");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
