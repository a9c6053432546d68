package io.lineside.relay.plantfile;

import io.lineside.relay.config.ConfigException;
import io.lineside.relay.config.Durations;
import io.lineside.relay.config.Problems;
import io.lineside.relay.config.YamlFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The nodes of a plant file that the schema allows: reads their values, and collects the errors in
 * them. A place is a JSON pointer, such as {@code /sites/0/id}.
 */
final class PlantNodes {

    /** Reads one element of an array. */
    interface Item {
        void read(JsonNode node, String at);
    }

    private final YamlFile yaml;
    private final Problems problems;
    private final Map<String, Integer> seen = new HashMap<>();

    PlantNodes(YamlFile yaml) {
        this.yaml = yaml;
        this.problems = new Problems(yaml.file());
    }

    /** The file's root; throws when the schema does not allow the file. */
    JsonNode root() throws ConfigException {
        PlantSchema.check(yaml, problems);
        problems.throwIfAny();
        return yaml.root();
    }

    void throwIfAnyIsWrong() throws ConfigException {
        problems.throwIfAny();
    }

    /** Notes an error at this place. */
    void wrong(String at, String expected) {
        problems.add(yaml.line(at), YamlFile.key(at), expected);
    }

    /** Notes an error when the same {@code what} comes a second time. */
    void unique(String at, String what) {
        Integer first = seen.putIfAbsent(what, yaml.line(at));
        if (first != null) {
            wrong(at, "expected once, but " + what + " is already on line " + first);
        }
    }

    static void each(JsonNode node, String at, String key, Item item) {
        int index = 0;
        for (JsonNode child : node.path(key)) {
            item.read(child, at + "/" + key + "/" + index++);
        }
    }

    static String text(JsonNode node, String key, String otherwise) {
        return node.has(key) ? node.path(key).asString() : otherwise;
    }

    static @Nullable Double number(JsonNode node, String key) {
        return node.has(key) ? Double.valueOf(node.path(key).asDouble()) : null;
    }

    static @Nullable Duration duration(JsonNode node, String key) {
        return node.has(key) ? Durations.parse(node.path(key).asString()).orElse(null) : null;
    }
}
