package io.lineside.wire;

import io.lineside.model.SourceState;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The mapper of the HTTP bodies: records by their component names, wire messages as {@link
 * WireWriter} writes them.
 */
public final class WireJson {

    private WireJson() {}

    /**
     * A mapper that leaves out nulls and, when reading, refuses properties that are missing or of
     * another type.
     */
    public static JsonMapper mapper() {
        SimpleModule module = new SimpleModule("lineside-wire");
        module.addSerializer(
                serializer(Envelope.class, (json, value) -> WireWriter.write(json, value)));
        module.addSerializer(
                serializer(AlarmTransition.class, (json, value) -> WireWriter.write(json, value)));
        module.addSerializer(
                serializer(AlarmView.class, (json, value) -> WireWriter.write(json, value)));
        module.addSerializer(
                serializer(SourceState.class, (json, value) -> json.writeString(value.word())));
        module.addSerializer(
                serializer(
                        Acknowledgement.Result.class,
                        (json, value) -> json.writeString(value.word())));
        module.addSerializer(
                serializer(DeliveryState.class, (json, value) -> json.writeString(value.word())));
        return JsonMapper.builder()
                .addModule(module)
                .changeDefaultPropertyInclusion(
                        included ->
                                included.withValueInclusion(
                                        com.fasterxml.jackson.annotation.JsonInclude.Include
                                                .NON_NULL))
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
    }

    /** The overview's JSON, UTF-8. */
    public static byte[] overview(JsonMapper mapper, Overview overview) {
        return mapper.writeValueAsBytes(overview);
    }

    private static <T> StdSerializer<T> serializer(
            Class<T> type, BiConsumer<JsonGenerator, T> writing) {
        return new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializationContext context) {
                writing.accept(json, value);
            }
        };
    }
}
