package io.lineside.wire;

import io.lineside.model.Value;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes wire messages as JSON; a property that is null is left out, but for a row's value. */
public final class WireWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private WireWriter() {}

    /** The envelope's JSON, UTF-8. */
    public static byte[] envelope(Envelope envelope) {
        return bytes(json -> write(json, envelope));
    }

    /** The heads' JSON, UTF-8. */
    public static byte[] heads(Heads heads) {
        return bytes(json -> write(json, heads));
    }

    /** The transition's JSON, UTF-8. */
    public static byte[] transition(AlarmTransition transition) {
        return bytes(json -> write(json, transition));
    }

    static byte[] bytes(Consumer<JsonGenerator> writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            writing.accept(json);
        }
        return out.toByteArray();
    }

    static void write(JsonGenerator json, Envelope envelope) {
        json.writeStartObject();
        json.writeStringProperty("group", envelope.group());
        json.writeStringProperty("epoch", envelope.epoch());
        json.writeNumberProperty("prev", envelope.prev());
        json.writeNumberProperty("seq", envelope.seq());
        json.writeNumberProperty("time", envelope.time());
        json.writeNumberProperty("sourceLag", envelope.sourceLag());
        json.writeName("values");
        json.writeStartArray();
        envelope.values().forEach(row -> write(json, row));
        json.writeEndArray();
        Envelope.Part part = envelope.part();
        if (part != null) {
            json.writeName("part");
            json.writeStartArray();
            json.writeNumber(part.k());
            json.writeNumber(part.n());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Row row) {
        json.writeStartArray();
        json.writeString(row.signal());
        write(json, row.value());
        json.writeString(row.quality().word());
        json.writeNumber(row.sourceTime());
        if (row.reason() != null) {
            json.writeString(row.reason());
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, @Nullable Value value) {
        switch (value) {
            case Value.Num(double number) -> writeNumber(json, number);
            case Value.Bool(boolean on) -> json.writeBoolean(on);
            case Value.Text(String text) -> json.writeString(text);
            case Value.Geo(double latitude, double longitude) -> {
                json.writeStartObject();
                json.writeNumberProperty("lat", latitude);
                json.writeNumberProperty("lon", longitude);
                json.writeEndObject();
            }
            case null -> json.writeNull();
        }
    }

    // 1500 is the same number as 1500.0, and shorter.
    private static void writeNumber(JsonGenerator json, double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }

    static void write(JsonGenerator json, Heads heads) {
        json.writeStartObject();
        json.writeStringProperty("group", heads.group());
        json.writeStringProperty("epoch", heads.epoch());
        json.writeNumberProperty("prev", heads.prev());
        json.writeNumberProperty("seq", heads.seq());
        json.writeNumberProperty("time", heads.time());
        write(json, "heads", heads.heads());
        json.writeStringProperty("alarmEpoch", heads.alarmEpoch());
        write(json, "alarmHeads", heads.alarmHeads());
        json.writeStringProperty("state", heads.state().word());
        json.writeNumberProperty("sourceLag", heads.sourceLag());
        json.writeNumberProperty("plantVersion", heads.plantVersion());
        json.writeBooleanProperty("journalled", heads.journalled());
        if (heads.delivery() != null) {
            json.writeStringProperty("delivery", heads.delivery().word());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<Head> heads) {
        json.writeName(name);
        json.writeStartArray();
        for (Head head : heads) {
            json.writeStartArray();
            json.writeString(head.group());
            json.writeNumber(head.seq());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, AlarmTransition transition) {
        json.writeStartObject();
        json.writeStringProperty("group", transition.group());
        json.writeStringProperty("epoch", transition.epoch());
        json.writeNumberProperty("prev", transition.prev());
        json.writeNumberProperty("seq", transition.seq());
        json.writeStringProperty("kind", transition.kind().word());
        json.writeNumberProperty("time", transition.time());
        json.writeStringProperty("cause", transition.cause());
        json.writeName("alarm");
        write(json, transition.alarm());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, AlarmView alarm) {
        json.writeStartObject();
        json.writeStringProperty("alarm", alarm.alarm());
        json.writeStringProperty("occurrence", alarm.occurrence());
        json.writeNumberProperty("seq", alarm.seq());
        json.writeStringProperty("signal", alarm.signal());
        json.writeStringProperty("unit", alarm.unit());
        json.writeStringProperty("type", alarm.type().name());
        json.writeNumberProperty("priority", alarm.priority());
        json.writeStringProperty("message", alarm.message());
        json.writeStringProperty("display", alarm.display().word());
        json.writeBooleanProperty("conditionUnknown", alarm.conditionUnknown());
        optional(json, "value", alarm.value());
        json.writeNumberProperty("limit", alarm.limit());
        json.writeNumberProperty("raisedAt", alarm.raisedAt());
        optional(json, "clearedAt", alarm.clearedAt());
        optional(json, "acknowledgedAt", alarm.acknowledgedAt());
        optional(json, "acknowledgedBy", alarm.acknowledgedBy());
        optional(json, "comment", alarm.comment());
        json.writeBooleanProperty("journalled", alarm.journalled());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, @Nullable Object value) {
        switch (value) {
            case Long number -> json.writeNumberProperty(name, number.longValue());
            case Double number -> json.writeNumberProperty(name, number.doubleValue());
            case String text -> json.writeStringProperty(name, text);
            case null -> {}
            default -> throw new IllegalArgumentException(name + " is a " + value.getClass());
        }
    }
}
