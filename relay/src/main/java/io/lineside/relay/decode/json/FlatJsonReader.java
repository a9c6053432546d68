package io.lineside.relay.decode.json;

import io.lineside.core.source.RawMessage;
import io.lineside.model.Quality;
import io.lineside.model.Reasons;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.decode.Excerpt;
import io.lineside.relay.decode.PayloadDecoder;
import io.lineside.relay.decode.Times;
import io.lineside.relay.decode.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one body, token by token: an object, or an array of objects. Used once. */
final class FlatJsonReader {

    private static final int MAX_NAME = 256;
    private static final int MAX_TEXT = 4_096;
    private static final int MAX_DEVICE = 128;

    private final JsonParser parser;
    private final RawMessage message;
    private final List<Sample> samples = new ArrayList<>();

    // The members of the reading that is being read; a member without a value has null.
    private final Map<String, @Nullable Value> members = new LinkedHashMap<>();
    private @Nullable Instant time;
    private @Nullable Instant timestamp;
    private @Nullable String device;

    FlatJsonReader(JsonParser parser, RawMessage message) {
        this.parser = parser;
        this.message = message;
    }

    List<Sample> read() throws UndecodableException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            reading();
        } else if (first == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new UndecodableException(
                            "a reading is " + kind() + ", expected an object");
                }
                reading();
            }
        } else {
            throw new UndecodableException(
                    "the body is " + kind() + ", expected an object or an array of them");
        }
        if (parser.nextToken() != null) {
            throw new UndecodableException("there is more behind the end of the JSON");
        }
        return samples;
    }

    private void reading() throws UndecodableException {
        members.clear();
        time = null;
        timestamp = null;
        device = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "time" -> time = time(name);
                case "timestamp" -> timestamp = time(name);
                case "deviceId" -> device = device();
                default -> member(name);
            }
        }
        finishReading();
    }

    private void finishReading() throws UndecodableException {
        Instant at = time != null ? time : timestamp != null ? timestamp : message.time();
        String from = device != null ? device : message.device();
        if (from == null) {
            throw new UndecodableException(
                    "deviceId is missing, and the message is from no IoT Hub device");
        }
        checkDevice(from);
        for (Map.Entry<String, @Nullable Value> member : members.entrySet()) {
            SignalId signal = new SignalId(from, member.getKey());
            @Nullable Value value = member.getValue();
            samples.add(
                    value == null
                            ? new Sample(signal, null, Quality.BAD, Reasons.NO_VALUE, at)
                            : Sample.good(signal, value, at));
        }
    }

    private void member(String name) throws UndecodableException {
        switch (parser.currentToken()) {
            case VALUE_NULL -> put(name, null);
            case VALUE_TRUE -> put(name, new Value.Bool(true));
            case VALUE_FALSE -> put(name, new Value.Bool(false));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(name, new Value.Num(number(name)));
            case VALUE_STRING -> put(name, new Value.Text(text(name)));
            case START_OBJECT -> nested(name);
            default ->
                    throw new UndecodableException(
                            Excerpt.of(name, 100)
                                    + " is "
                                    + kind()
                                    + ", expected a number, true, false, text, null or a position");
        }
    }

    /** An object: a position when it has lat and lon alone, else its members under its name. */
    private void nested(String name) throws UndecodableException {
        List<String> names = new ArrayList<>();
        String prefix = name + ".";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String inner = parser.currentName();
            names.add(inner);
            parser.nextToken();
            member(prefix + inner);
        }
        boolean position =
                names.contains("lat")
                        && names.contains("lon")
                        && names.size() == (names.contains("alt") ? 3 : 2);
        if (position) {
            Value lat = members.remove(prefix + "lat");
            Value lon = members.remove(prefix + "lon");
            members.remove(prefix + "alt");
            put(name, geo(name, lat, lon));
        }
    }

    private static @Nullable Value geo(String name, @Nullable Value lat, @Nullable Value lon)
            throws UndecodableException {
        if (lat == null && lon == null) {
            return null;
        }
        if (lat instanceof Value.Num(double latitude)
                && lon instanceof Value.Num(double longitude)) {
            try {
                return new Value.Geo(latitude, longitude);
            } catch (IllegalArgumentException e) {
                throw new UndecodableException(Excerpt.of(name, 100) + ": " + e.getMessage());
            }
        }
        throw new UndecodableException(Excerpt.of(name, 100) + ": expected numbers as lat and lon");
    }

    private void put(String name, @Nullable Value value) throws UndecodableException {
        if (name.isEmpty() || name.length() > MAX_NAME || !Excerpt.canName(name)) {
            throw new UndecodableException(
                    "a signal's name is '"
                            + Excerpt.of(name, 40)
                            + "', expected 1 to "
                            + MAX_NAME
                            + " printable characters");
        }
        if (members.containsKey(name)) {
            throw new UndecodableException(Excerpt.of(name, 100) + " is there twice");
        }
        members.put(name, value);
        if (samples.size() + members.size() > PayloadDecoder.MAX_SAMPLES) {
            throw new UndecodableException(
                    "more than " + PayloadDecoder.MAX_SAMPLES + " values in one message");
        }
    }

    private double number(String name) throws UndecodableException {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new UndecodableException(
                    Excerpt.of(name, 100) + " is a number beyond what can be held");
        }
        return number;
    }

    private String text(String name) throws UndecodableException {
        String text = parser.getString();
        if (text.length() > MAX_TEXT) {
            throw new UndecodableException(
                    Excerpt.of(name, 100) + " is a text of more than " + MAX_TEXT + " characters");
        }
        if (Excerpt.isBroken(text)) {
            throw new UndecodableException(
                    Excerpt.of(name, 100) + " has half a character or a control character");
        }
        return text;
    }

    private @Nullable Instant time(String name) throws UndecodableException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> Times.ofText(name, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Times.ofMillis(name, number(name));
            default ->
                    throw new UndecodableException(
                            name + " is " + kind() + ", expected " + Times.EXPECTED);
        };
    }

    private @Nullable String device() throws UndecodableException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> parser.getString();
            default ->
                    throw new UndecodableException("deviceId is " + kind() + ", expected a text");
        };
    }

    private static void checkDevice(String id) throws UndecodableException {
        if (id.isEmpty()
                || id.length() > MAX_DEVICE
                || id.indexOf('/') >= 0
                || !Excerpt.canName(id)) {
            throw new UndecodableException(
                    "the device id is '"
                            + Excerpt.of(id, 40)
                            + "', expected 1 to "
                            + MAX_DEVICE
                            + " printable characters without a slash");
        }
    }

    private String kind() {
        JsonToken token = parser.currentToken();
        return token == null
                ? "empty"
                : switch (token) {
                    case START_ARRAY -> "an array";
                    case START_OBJECT -> "an object";
                    case VALUE_STRING -> "a text";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    case VALUE_TRUE, VALUE_FALSE -> "a truth value";
                    case VALUE_NULL -> "null";
                    default -> "cut short";
                };
    }
}
