package io.lineside.relay.sizing;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of cells in columns that are as wide as they must be: the first column has text, the others
 * numbers.
 */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    void line(String... cells) {
        lines.add(List.of(cells));
    }

    /** The lines, the first column flush left and the others flush right. */
    List<String> lines() {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            text.append(i == 0 ? cells.get(i) + padding : GAP + padding + cells.get(i));
        }
        return text.toString().stripTrailing();
    }
}
