package io.lineside.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a program is made of, read from its CycloneDX bill of materials. */
record Components(List<Component> all) {

    private static final List<String> UNWANTED = List.of("gpl", "agpl", "sspl", "busl");

    /**
     * One library.
     *
     * @param licences SPDX ids, or names where there is no id
     */
    record Component(String name, String version, List<String> licences) {

        /**
         * Whether one of its licences is open to every use: neither GPL nor AGPL, but for the GPL
         * with the Classpath Exception.
         */
        boolean isUsable() {
            return licences.stream().anyMatch(Component::isUsable);
        }

        private static boolean isUsable(String licence) {
            String lower = licence.toLowerCase(Locale.ROOT);
            return lower.contains("classpath")
                    || lower.startsWith("lgpl")
                    || lower.contains("lesser")
                    || UNWANTED.stream().noneMatch(lower::contains);
        }
    }

    static Components read(Path bom) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Files.readString(bom));
        List<Component> all = new ArrayList<>();
        for (JsonNode each : root.path("components")) {
            String group = each.path("group").asString("");
            all.add(
                    new Component(
                            (group.isEmpty() ? "" : group + ":") + each.path("name").asString(),
                            each.path("version").asString(),
                            licences(each.path("licenses"))));
        }
        all.sort(Comparator.comparing(Component::name));
        return new Components(List.copyOf(all));
    }

    private static List<String> licences(JsonNode licences) {
        List<String> words = new ArrayList<>();
        for (JsonNode each : licences) {
            JsonNode licence = each.path("license");
            String word = licence.path("id").asString("");
            if (word.isEmpty()) {
                word = licence.path("name").asString("");
            }
            if (word.isEmpty()) {
                word = each.path("expression").asString("");
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    /** The list for people; the licence texts found in the libraries stand beside it. */
    String asText(String title) {
        StringBuilder text = new StringBuilder();
        text.append("# What ").append(title).append(" is made of\n\n");
        text.append(
                "Lineside itself: Apache-2.0 (LICENSE). The Java runtime and JavaFX: GPL-2.0 with the"
                        + " Classpath Exception (the runtime's directory legal).\n\n");
        text.append("| library | version | licence |\n|---|---|---|\n");
        for (Component each : all) {
            text.append("| ")
                    .append(each.name())
                    .append(" | ")
                    .append(each.version())
                    .append(" | ")
                    .append(String.join(" or ", each.licences()))
                    .append(" |\n");
        }
        return text.toString();
    }
}
