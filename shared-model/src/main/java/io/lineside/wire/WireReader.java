package io.lineside.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.Quality;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads wire messages, and writes requests, at a client's end: by Gson, which the SignalR client
 * brings along. Safe on any thread.
 */
public final class WireReader {

    private final Gson gson =
            new GsonBuilder()
                    .registerTypeAdapter(
                            Row.class, (JsonDeserializer<Row>) (json, type, context) -> row(json))
                    .registerTypeAdapter(
                            Head.class,
                            (JsonDeserializer<Head>) (json, type, context) -> head(json))
                    .registerTypeAdapter(
                            Envelope.Part.class,
                            (JsonDeserializer<Envelope.Part>) (json, type, context) -> part(json))
                    .registerTypeAdapter(
                            Acknowledgement.Result.class, word(Acknowledgement.Result::ofWord))
                    .registerTypeAdapter(AlarmState.class, word(AlarmState::ofWord))
                    .registerTypeAdapter(AlarmEvent.class, word(AlarmEvent::ofWord))
                    .registerTypeAdapter(DeliveryState.class, word(DeliveryState::ofWord))
                    .registerTypeAdapter(SourceState.class, word(SourceState::ofWord))
                    .create();

    /**
     * Reads one message.
     *
     * @throws JsonParseException when the JSON does not have the form of the message
     */
    public <T> T read(JsonElement json, Class<T> type) {
        T message = gson.fromJson(json, type);
        if (message == null) {
            throw new JsonParseException(
                    "nothing where a " + type.getSimpleName() + " was expected");
        }
        return message;
    }

    /** Reads one message from text; as {@link #read(JsonElement, Class)}. */
    public <T> T read(String json, Class<T> type) {
        return read(gson.fromJson(json, JsonElement.class), type);
    }

    /** The JSON of a request; what is null is left out. */
    public String write(Object message) {
        return gson.toJson(message);
    }

    private static <T> JsonDeserializer<T> word(Function<String, T> reader) {
        return (json, type, context) -> {
            try {
                return reader.apply(json.getAsString());
            } catch (IllegalArgumentException e) {
                throw new JsonParseException(e.getMessage(), e);
            }
        };
    }

    private static Row row(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        if (array.size() < 4) {
            throw new JsonParseException(
                    "a row has " + array.size() + " elements, expected 4 or 5");
        }
        return new Row(
                array.get(0).getAsString(),
                value(array.get(1)),
                Quality.ofWord(array.get(2).getAsString()),
                array.get(3).getAsLong(),
                array.size() > 4 ? array.get(4).getAsString() : null);
    }

    private static @Nullable Value value(JsonElement json) {
        if (json.isJsonNull()) {
            return null;
        }
        if (json.isJsonObject()) {
            JsonObject place = json.getAsJsonObject();
            return new Value.Geo(place.get("lat").getAsDouble(), place.get("lon").getAsDouble());
        }
        JsonPrimitive primitive = json.getAsJsonPrimitive();
        if (primitive.isBoolean()) {
            return new Value.Bool(primitive.getAsBoolean());
        }
        return primitive.isNumber()
                ? new Value.Num(primitive.getAsDouble())
                : new Value.Text(primitive.getAsString());
    }

    private static Head head(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        return new Head(array.get(0).getAsString(), array.get(1).getAsLong());
    }

    private static Envelope.Part part(JsonElement json) {
        JsonArray array = json.getAsJsonArray();
        return new Envelope.Part(array.get(0).getAsInt(), array.get(1).getAsInt());
    }
}
