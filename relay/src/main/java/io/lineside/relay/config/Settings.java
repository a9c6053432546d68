package io.lineside.relay.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of relay.yaml, overridden by credentials, and both by the environment; each setting
 * knows where it comes from.
 */
final class Settings {

    /**
     * {@code elsewhere}: the variable or credential that the value comes from; null for the file.
     */
    private record Setting(String value, int line, @Nullable String elsewhere) {}

    // The value of a key with one of these words in its name is never shown.
    private static final List<String> SECRET = List.of("connection-string", "secret", "password");

    private final List<String> known;
    private final Problems problems;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    Settings(
            YamlFile yaml, Map<String, String> environment, List<String> known, Problems problems) {
        this.known = known;
        this.problems = problems;
        readObject(yaml, yaml.root(), "", "");
        Credentials.read(environment, known, problems)
                .forEach((key, found) -> lay(key, found.value(), "credential " + found.file()));
        readEnvironment(environment);
    }

    /**
     * The setting, parsed; empty when it is not set, or not as expected, which is then noted as a
     * problem.
     */
    <T> Optional<T> find(String key, String expected, Function<String, Optional<T>> parse) {
        Setting setting = settings.get(key);
        if (setting == null) {
            return Optional.empty();
        }
        Optional<T> value = parse.apply(setting.value());
        if (value.isEmpty()) {
            wrong(key, expected);
        }
        return value;
    }

    /** Whether any key with this prefix is set. */
    boolean hasAny(String prefix) {
        return settings.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** The setting's text; when it is not set, a problem is noted and the text is empty. */
    String required(String key, String expected) {
        Setting setting = settings.get(key);
        if (setting == null || setting.value().isBlank()) {
            problems.add(setting == null ? 1 : setting.line(), key, expected + " is missing");
            return "";
        }
        return setting.value();
    }

    /** Notes that the value is not what was expected; never shows the value of a secret. */
    void wrong(String key, String expected) {
        Setting setting = settings.get(key);
        if (setting == null) {
            problems.add(1, key, "expected " + expected);
            return;
        }
        boolean secret = SECRET.stream().anyMatch(key::contains);
        String found = secret ? "" : ", found '" + setting.value() + "'";
        if (setting.elsewhere() == null) {
            problems.add(setting.line(), key, "expected " + expected + found);
        } else {
            problems.addElsewhere(setting.elsewhere(), "expected " + expected + found);
        }
    }

    private void lay(String key, String value, String elsewhere) {
        Setting before = settings.get(key);
        settings.put(key, new Setting(value, before == null ? 1 : before.line(), elsewhere));
    }

    private void readObject(YamlFile yaml, ObjectNode object, String pointer, String prefix) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String at = pointer + "/" + member.getKey();
            String key = prefix + member.getKey();
            boolean section = known.stream().anyMatch(word -> word.startsWith(key + "."));
            if (section && member.getValue() instanceof ObjectNode inner) {
                readObject(yaml, inner, at, key + ".");
            } else if (section && !member.getValue().isNull()) {
                problems.add(yaml.line(at), key, "expected keys below it, such as " + below(key));
            } else if (!section && !known.contains(key)) {
                problems.add(
                        yaml.line(at),
                        key,
                        "there is no such key"
                                + Problems.didYouMean(member.getKey(), siblings(prefix)));
            } else if (member.getValue().isContainer()) {
                problems.add(yaml.line(at), key, "expected one value");
            } else if (!member.getValue().isNull()) {
                settings.put(key, new Setting(member.getValue().asString(), yaml.line(at), null));
            }
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String key : known) {
            String name = variable(key);
            variables.put(name, key);
            String value = environment.get(name);
            if (value != null) {
                lay(key, value, "environment variable " + name);
            }
        }
        // Other programs may use LINESIDE_ too; a name that starts like one of our sections must be
        // a slip.
        for (String name : environment.keySet()) {
            if ((name.startsWith("LINESIDE_SOURCE_")
                            || name.startsWith("LINESIDE_LISTEN_")
                            || name.startsWith("LINESIDE_AZURE_SIGNALR_"))
                    && !variables.containsKey(name)) {
                problems.addElsewhere(
                        "environment variable " + name,
                        "there is no such key" + Problems.didYouMean(name, variables.keySet()));
            }
        }
    }

    private static String variable(String key) {
        return "LINESIDE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private String below(String section) {
        return String.join(", ", siblings(section + "."));
    }

    private List<String> siblings(String prefix) {
        return known.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .map(key -> key.contains(".") ? key.substring(0, key.indexOf('.')) : key)
                .distinct()
                .toList();
    }
}
