package io.lineside.relay.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a service manager hands over as files of a directory, each named like its key
 * (systemd's {@code LoadCredential=source.connection-string:…}). A file's name may begin with
 * {@code lineside.}, as in a directory with the credentials of many programs such as
 * /etc/credstore. The content of a file is never shown.
 */
final class Credentials {

    /** One setting and the file that holds it. */
    record Credential(String value, Path file) {}

    static final String VARIABLE = "CREDENTIALS_DIRECTORY";
    private static final String PREFIX = "lineside.";
    private static final int MAX_BYTES = 64 << 10;

    private final List<String> known;
    private final Problems problems;
    private final Map<String, Credential> found = new LinkedHashMap<>();

    private Credentials(List<String> known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    /**
     * Reads the directory that the environment names; empty when it names none.
     *
     * @param known every key there is
     */
    static Map<String, Credential> read(
            Map<String, String> environment, List<String> known, Problems problems) {
        String directory = environment.getOrDefault(VARIABLE, "");
        Credentials credentials = new Credentials(known, problems);
        if (!directory.isBlank()) {
            credentials.readDirectory(directory);
        }
        return credentials.found;
    }

    private void readDirectory(String name) {
        try (Stream<Path> files = Files.list(Path.of(name))) {
            files.sorted().forEach(this::readFile);
        } catch (IOException | InvalidPathException e) {
            problems.addElsewhere(
                    "environment variable " + VARIABLE,
                    "expected a directory that can be read, found '" + name + "'");
        }
    }

    private void readFile(Path file) {
        String name = String.valueOf(file.getFileName());
        String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        if (!known.contains(key)) {
            // The directory may hold credentials of other programs; a name that begins like one of
            // our sections is a slip.
            int dot = key.indexOf('.');
            if (dot > 0 && known.stream().anyMatch(k -> k.startsWith(key.substring(0, dot + 1)))) {
                problems.addElsewhere(
                        "credential " + file,
                        "there is no such key" + Problems.didYouMean(key, known));
            }
            return;
        }
        String value = text(file);
        if (value == null) {
            return;
        }
        if (value.isBlank() || value.lines().count() > 1) {
            problems.addElsewhere("credential " + file, "expected one line of text");
            return;
        }
        found.put(key, new Credential(value.strip(), file));
    }

    private @Nullable String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.addElsewhere("credential " + file, "expected at most 64 KB");
                return null;
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.addElsewhere("credential " + file, "expected UTF-8");
        } catch (IOException e) {
            problems.addElsewhere("credential " + file, "expected a file that can be read");
        }
        return null;
    }
}
