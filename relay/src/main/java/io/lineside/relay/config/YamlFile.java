package io.lineside.relay.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file as a JSON tree that still knows the line of every key and item.
 *
 * @param root an object
 * @param lines by JSON pointer, from 1
 */
public record YamlFile(Path file, ObjectNode root, Map<String, Integer> lines) {

    private static final int MAX_NODES = 500_000;
    private static final int MAX_BYTES = 16 << 20;

    /**
     * Reads a file.
     *
     * @throws ConfigException when the file cannot be read, is not YAML, or its root is not a
     *     mapping
     */
    public static YamlFile read(Path file) throws ConfigException {
        Problems problems = new Problems(file);
        Node root = compose(file, problems);
        problems.throwIfAny();
        if (!(root instanceof MappingNode mapping)) {
            throw new ConfigException(file + ":1: expected keys and values, but there are none");
        }
        Map<String, Integer> lines = new HashMap<>();
        ObjectNode tree = new Converter(problems, lines).object(mapping, "");
        problems.throwIfAny();
        return new YamlFile(file, tree, lines);
    }

    /** The line of the node that the pointer names, or of the nearest node around it. */
    public int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    /** A pointer as people write it: {@code sites[0].areas}. */
    public static String key(String pointer) {
        StringBuilder key = new StringBuilder();
        for (String step : pointer.split("/")) {
            if (step.isEmpty()) {
                continue;
            }
            if (step.matches("\\d+")) {
                key.append('[').append(step).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return key.toString();
    }

    private static @Nullable Node compose(Path file, Problems problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.add(1, "", "expected at most 16 MB");
                return null;
            }
            LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
            return new Compose(settings).composeString(Files.readString(file)).orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "", "expected YAML, but " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(1, "", "expected YAML, but " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add(1, "", "there is no such file");
        } catch (MalformedInputException e) {
            problems.add(1, "", "expected UTF-8");
        } catch (IOException e) {
            problems.add(1, "", "the file cannot be read: " + e.getMessage());
        }
        return null;
    }

    /** Turns YAML nodes into JSON nodes and records their lines. */
    private static final class Converter {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        private final Problems problems;
        private final Map<String, Integer> lines;
        private int nodes;

        Converter(Problems problems, Map<String, Integer> lines) {
            this.problems = problems;
            this.lines = lines;
        }

        ObjectNode object(MappingNode mapping, String pointer) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                int line = line(tuple.getKeyNode());
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(line, YamlFile.key(pointer), "expected a word as key");
                    continue;
                }
                String name = key.getValue();
                String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                Integer first = lines.putIfAbsent(at, line);
                if (first != null) {
                    problems.add(
                            line,
                            YamlFile.key(at),
                            "expected once, but it is already on line " + first);
                }
                object.set(name, value(tuple.getValueNode(), at));
            }
            return object;
        }

        private JsonNode value(Node node, String pointer) {
            if (++nodes > MAX_NODES || node.isRecursive()) {
                if (problems.none()) {
                    problems.add(line(node), YamlFile.key(pointer), "aliases multiply without end");
                }
                return JSON.nullNode();
            }
            return switch (node) {
                case MappingNode mapping -> object(mapping, pointer);
                case SequenceNode sequence -> array(sequence, pointer);
                case ScalarNode scalar -> scalar(scalar);
                default -> JSON.nullNode();
            };
        }

        private ArrayNode array(SequenceNode sequence, String pointer) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                String at = pointer + "/" + array.size();
                lines.putIfAbsent(at, line(item));
                array.add(value(item, at));
            }
            return array;
        }

        private static JsonNode scalar(ScalarNode scalar) {
            String text = scalar.getValue();
            Tag tag = scalar.getTag();
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Boolean.parseBoolean(text));
            }
            try {
                if (tag.equals(Tag.INT)) {
                    return JSON.numberNode(Long.parseLong(text));
                }
                if (tag.equals(Tag.FLOAT) && Double.isFinite(Double.parseDouble(text))) {
                    return JSON.numberNode(Double.parseDouble(text));
                }
            } catch (NumberFormatException _) {
                // .inf, .nan and numbers beyond 64 bits stay text, which no numeric key accepts.
                return JSON.stringNode(text);
            }
            return JSON.stringNode(text);
        }

        private static int line(Node node) {
            return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
        }
    }
}
