package io.lineside.relay.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The problems of a configuration file, collected so that one run reports all of them. */
public final class Problems {

    private record Problem(int line, String text) {}

    // Further problems are most likely consequences of those shown.
    private static final int SHOWN = 20;

    private final Path file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(Path file) {
        this.file = file;
    }

    /**
     * Notes a problem.
     *
     * @param line from 1
     * @param key the key's path; empty for the whole file
     * @param expected what was expected, and what was found
     */
    public void add(int line, String key, String expected) {
        String place = key.isEmpty() ? "" : key + ": ";
        found.add(new Problem(line, file + ":" + line + ": " + place + expected));
    }

    /** Notes a problem of a setting that is not in the file, such as an environment variable. */
    void addElsewhere(String place, String expected) {
        found.add(new Problem(Integer.MAX_VALUE, place + ": " + expected));
    }

    /** Whether no problem was noted. */
    public boolean none() {
        return found.isEmpty();
    }

    /** Throws when a problem was noted: all of them in the order of lines, each text once. */
    public void throwIfAny() throws ConfigException {
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingInt(Problem::line));
        List<String> texts = found.stream().map(Problem::text).distinct().toList();
        String shown = String.join("\n", texts.subList(0, Math.min(SHOWN, texts.size())));
        throw new ConfigException(
                texts.size() <= SHOWN
                        ? shown
                        : shown + "\n… and " + (texts.size() - SHOWN) + " more");
    }

    /** {@code ; did you mean 'x'?} for the known word nearest to the unknown one, or nothing. */
    public static String didYouMean(String unknown, Collection<String> known) {
        return known.stream()
                .filter(
                        word ->
                                distance(unknown, word)
                                        <= Math.max(word.length() > 3 ? 2 : 1, word.length() / 3))
                .min(Comparator.comparingInt(word -> distance(unknown, word)))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
