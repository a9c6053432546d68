package io.lineside.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of checks.tsv.
 *
 * @param number from 1
 * @param shownBy any of wire, java, javascript
 * @param scenarios of the probe, which show it too
 * @param note why some do not show it; may be empty
 */
record Check(int number, String name, Set<String> shownBy, List<String> scenarios, String note) {

    static List<Check> all() {
        try (InputStream in = Check.class.getResourceAsStream("checks.tsv")) {
            String text =
                    new String(
                            Objects.requireNonNull(in, "checks.tsv").readAllBytes(),
                            StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).map(Check::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Check parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 5) {
            throw new IllegalStateException("checks.tsv: five fields are expected: " + line);
        }
        return new Check(
                Integer.parseInt(fields[0]),
                fields[1],
                new TreeSet<>(words(fields[2])),
                words(fields[3]),
                fields[4]);
    }

    private static List<String> words(String field) {
        return Arrays.stream(field.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
