package io.lineside.relay.plantfile;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lineside.relay.config.Problems;
import io.lineside.relay.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The JSON Schema of plant.yaml, plant.schema.json beside this class. */
final class PlantSchema {

    private static final Schema SCHEMA = load();

    private PlantSchema() {}

    /** Notes everything in the file that the schema does not allow. */
    static void check(YamlFile yaml, Problems problems) {
        for (Error error : SCHEMA.validate(yaml.root())) {
            String pointer = pointer(error);
            String unknown = error.getProperty();
            if ("additionalProperties".equals(error.getKeyword()) && unknown != null) {
                String at = pointer + "/" + unknown.replace("~", "~0").replace("/", "~1");
                problems.add(
                        yaml.line(at),
                        YamlFile.key(at),
                        "there is no such key" + Problems.didYouMean(unknown, known(error)));
            } else {
                problems.add(yaml.line(pointer), YamlFile.key(pointer), expected(error, unknown));
            }
        }
    }

    private static String expected(Error error, String property) {
        return switch (error.getKeyword()) {
            case "required" -> "'" + property + "' is missing";
            case "type" -> error.getMessage();
            case "enum" -> "expected one of " + allowed(error);
            case "pattern" -> patternHint(error);
            default -> error.getMessage();
        };
    }

    private static String patternHint(Error error) {
        String location = error.getSchemaLocation().toString();
        if (location.contains("duration")) {
            return "expected a number and ms, s, m or h, such as 2s";
        }
        if (location.contains("/id/") || location.contains("$defs/id")) {
            return "expected 1 to 64 lower case letters, digits, dots and dashes";
        }
        return "expected 1 to 128 characters without slash and control characters";
    }

    /** The values of an enum, such as {@code LL, L, H and HH}. */
    private static String allowed(Error error) {
        List<String> values = new ArrayList<>();
        schemaAt(pointerOf(error)).forEach(value -> values.add(value.asString()));
        String last = values.removeLast();
        return values.isEmpty() ? last : String.join(", ", values) + " and " + last;
    }

    /** The keys that are allowed beside the unknown one. */
    private static List<String> known(Error error) {
        String keyword = pointerOf(error);
        String object = keyword.substring(0, keyword.lastIndexOf('/'));
        return List.copyOf(schemaAt(object + "/properties").propertyNames());
    }

    private static JsonNode schemaAt(String pointer) {
        return SCHEMA.getSchemaNode().at(pointer);
    }

    /** Where in the schema the keyword stands that the file breaks. */
    private static String pointerOf(Error error) {
        String location = error.getSchemaLocation().toString();
        return location.substring(location.indexOf('#') + 1);
    }

    private static String pointer(Error error) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
            String step = String.valueOf(error.getInstanceLocation().getElement(i));
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static Schema load() {
        try (InputStream in = PlantSchema.class.getResourceAsStream("plant.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(in), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
