package io.lineside.desktop.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

/**
 * A small YAML file of single values. The line of each value is kept, for errors; a value in a
 * section has a dotted name.
 */
final class SettingsFile {

    private record Entry(String value, int line) {}

    private static final int MAX_BYTES = 1 << 20;

    private final Path file;
    private final Set<String> known;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private SettingsFile(Path file, Set<String> known) {
        this.file = file;
        this.known = known;
    }

    /**
     * Reads a file; a file that is not there has no settings.
     *
     * @param known every key there is
     */
    static SettingsFile read(Path file, Set<String> known) throws SettingsException {
        SettingsFile settings = new SettingsFile(file, known);
        if (Files.exists(file)) {
            settings.readAll();
        }
        return settings;
    }

    private void readAll() throws SettingsException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw wrong(1, "", "expected at most 1 MB");
            }
            Node root =
                    new Compose(LoadSettings.builder().build())
                            .composeString(Files.readString(file))
                            .orElse(null);
            if (root instanceof MappingNode mapping) {
                add(mapping, "");
            } else if (root != null) {
                throw wrong(1, "", "expected keys and values");
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw wrong(line, "", "expected YAML, but " + e.getProblem());
        } catch (IOException | YamlEngineException e) {
            throw wrong(1, "", "the file cannot be read: " + e.getMessage());
        }
    }

    private void add(MappingNode mapping, String prefix) throws SettingsException {
        for (NodeTuple tuple : mapping.getValue()) {
            int line = tuple.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
            String key =
                    tuple.getKeyNode() instanceof ScalarNode scalar
                            ? prefix + scalar.getValue()
                            : prefix + "?";
            if (tuple.getValueNode() instanceof MappingNode inner
                    && known.stream().anyMatch(word -> word.startsWith(key + "."))) {
                add(inner, key + ".");
            } else if (!known.contains(key)) {
                throw wrong(
                        line, key, "there is no such key, expected " + String.join(", ", known));
            } else if (tuple.getValueNode() instanceof ScalarNode scalar) {
                entries.put(key, new Entry(scalar.getValue(), line));
            } else {
                throw wrong(line, key, "expected one value");
            }
        }
    }

    @Nullable URI address(String key) throws SettingsException {
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        URI address = addressOf(entry.value());
        if (address == null) {
            throw wrong(
                    entry.line(),
                    key,
                    "expected an address such as http://relay.plant.example:8480, found '"
                            + entry.value()
                            + "'");
        }
        return address;
    }

    boolean isTrue(String key) throws SettingsException {
        Entry entry = entries.get(key);
        if (entry == null || entry.value().equals("false")) {
            return false;
        }
        if (entry.value().equals("true")) {
            return true;
        }
        throw wrong(entry.line(), key, "expected true or false, found '" + entry.value() + "'");
    }

    @Nullable Integer number(String key, int least, int most) throws SettingsException {
        Entry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.value().matches("\\d{1,6}")) {
            int number = Integer.parseInt(entry.value());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrong(
                entry.line(),
                key,
                "expected " + least + " to " + most + ", found '" + entry.value() + "'");
    }

    private SettingsException wrong(int line, String key, String expected) {
        return new SettingsException(
                file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + expected);
    }

    /** The address if it is one of a relay; null when not. */
    private static @Nullable URI addressOf(String text) {
        try {
            URI uri = new URI(text);
            return UserSettings.isRelay(uri) ? uri : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
