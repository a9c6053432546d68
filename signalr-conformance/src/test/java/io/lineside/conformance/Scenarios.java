package io.lineside.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What scenarios.mjs declares. */
final class Scenarios {

    static final Path SOURCE = Path.of("src", "test", "node");

    private static final Pattern DECLARED =
            Pattern.compile("scenario\\(\\s*\\[([0-9, ]+)\\],\\s*\"([^\"]+)\"");

    private Scenarios() {}

    /** The checks that each scenario shows, by its name. */
    static Map<String, Set<Integer>> declared() throws IOException {
        Map<String, Set<Integer>> declared = new LinkedHashMap<>();
        for (MatchResult each :
                DECLARED.matcher(Files.readString(SOURCE.resolve("scenarios.mjs")))
                        .results()
                        .toList()) {
            Set<Integer> checks =
                    Arrays.stream(each.group(1).split("[, ]+"))
                            .map(Integer::valueOf)
                            .collect(Collectors.toSet());
            if (declared.put(each.group(2), checks) != null) {
                throw new IllegalStateException("scenario '" + each.group(2) + "' is there twice");
            }
        }
        return declared;
    }
}
