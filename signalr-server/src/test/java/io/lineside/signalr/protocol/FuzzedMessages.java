package io.lineside.signalr.protocol;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of any shape, made from a fuzzer's bytes. Their values are those that JSON and
 * MessagePack have in common.
 */
final class FuzzedMessages {

    private static final int MAX_DEPTH = 5;

    private final FuzzedDataProvider data;

    FuzzedMessages(FuzzedDataProvider data) {
        this.data = data;
    }

    ServerMessage server() {
        return switch (data.consumeInt(0, 9)) {
            case 0 -> new ServerMessage.Invocation(optional(), text(), values(3).toArray());
            case 1 ->
                    new ServerMessage.RawInvocation(
                            text(),
                            tools.jackson.databind.json.JsonMapper.shared()
                                    .writeValueAsBytes(value(0)));
            case 2 -> new ServerMessage.StreamItem(text(), value(0));
            case 3 -> new ServerMessage.Result(text(), value(0));
            case 4 -> new ServerMessage.Failure(text(), text());
            case 5 -> new ServerMessage.StreamEnd(text());
            case 6 -> new ServerMessage.Ping();
            case 7 -> new ServerMessage.Close(optional(), data.consumeBoolean());
            case 8 -> new ServerMessage.Ack(data.consumeLong());
            default -> new ServerMessage.Sequence(data.consumeLong());
        };
    }

    ClientMessage client() {
        return switch (data.consumeInt(0, 7)) {
            case 0 -> call(optional(), false);
            case 1 -> call(text(), true);
            case 2 -> new ClientMessage.StreamItem(text(), PackValues.tree(value(0)));
            case 3 -> completion();
            case 4 -> new ClientMessage.Cancel(text());
            case 5 -> new ClientMessage.Close(optional());
            case 6 -> new ClientMessage.Ack(data.consumeLong());
            default -> new ClientMessage.Sequence(data.consumeLong());
        };
    }

    private ClientMessage completion() {
        String id = text();
        return data.consumeBoolean()
                ? new ClientMessage.Completion(id, text(), PackValues.tree(null))
                : new ClientMessage.Completion(id, null, PackValues.tree(value(0)));
    }

    private ClientMessage call(@Nullable String id, boolean streaming) {
        String target = text();
        List<String> uploads = new ArrayList<>();
        for (int count = data.consumeInt(0, 3); count > 0; count--) {
            uploads.add(text());
        }
        return new ClientMessage.Invocation(
                id, target, PackValues.trees(values(3).toArray()), streaming, uploads);
    }

    private @Nullable String optional() {
        return data.consumeBoolean() ? text() : null;
    }

    /** Unicode, without half surrogate pairs. */
    private String text() {
        byte[] bytes = data.consumeString(data.consumeInt(0, 40)).getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<@Nullable Object> values(int most) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int count = data.consumeInt(0, most); count > 0; count--) {
            values.add(value(1));
        }
        return values;
    }

    private @Nullable Object value(int depth) {
        return switch (data.consumeInt(0, depth < MAX_DEPTH ? 9 : 7)) {
            case 0 -> null;
            case 1 -> data.consumeBoolean();
            case 2 -> data.consumeInt();
            case 3 -> narrow(BigInteger.valueOf(data.consumeLong()));
            case 4 -> finite(data.consumeDouble());
            case 5 -> narrow(new BigInteger(1, data.consumeBytes(8)));
            case 6 -> data.consumeInt(-200, 70_000);
            case 7 -> text();
            case 8 -> list(depth);
            default -> map(depth);
        };
    }

    /** The number as readers keep it: in the narrowest type that holds it. */
    private static Object narrow(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static double finite(double any) {
        return Double.isFinite(any) ? any : 0.5;
    }

    private Object list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int count = data.consumeInt(0, 20); count > 0; count--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Object map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int count = data.consumeInt(0, 20); count > 0; count--) {
            map.put(text(), value(depth + 1));
        }
        return map;
    }
}
