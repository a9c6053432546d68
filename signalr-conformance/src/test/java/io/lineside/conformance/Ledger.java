package io.lineside.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of each check, for each client, transport and protocol. Prints the table when it is
 * closed, and writes it to target/conformance.md. Safe on any thread.
 */
final class Ledger implements AutoCloseable {

    /** The worse comes later. */
    enum Kind {
        SKIPPED,
        PASSED,
        FAILED
    }

    /**
     * @param why empty when there is nothing to say
     */
    record Entry(Kind kind, String why) {}

    private record Place(int check, Cell cell) {}

    private static final Path FILE = Path.of("target", "conformance.md");

    private final Map<Place, Entry> entries = new ConcurrentHashMap<>();

    /** The worst result of any test of a check stays. */
    void enter(int check, Cell cell, Kind kind, String why) {
        entries.merge(
                new Place(check, cell),
                new Entry(kind, why),
                (old, now) -> old.kind.compareTo(now.kind) >= 0 ? old : now);
    }

    /** Null where nothing was tried. */
    @Nullable Entry at(int check, Cell cell) {
        return entries.get(new Place(check, cell));
    }

    @Override
    public void close() throws IOException {
        String table = table();
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, table);
        System.out.println(table);
    }

    /** In Markdown. */
    String table() {
        StringBuilder out = new StringBuilder("# SignalR conformance\n\n| | check |");
        for (Cell cell : Cell.values()) {
            out.append(' ').append(cell.title()).append(" |");
        }
        out.append("\n|---:|---|").append(":---:|".repeat(Cell.values().length)).append('\n');
        Map<String, TreeMap<Integer, String>> remarks = new TreeMap<>();
        for (Check check : Check.all()) {
            out.append("| %d | %s |".formatted(check.number(), check.name()));
            for (Cell cell : Cell.values()) {
                Entry entry = at(check.number(), cell);
                out.append(' ').append(word(entry)).append(" |");
                if (entry != null && entry.kind != Kind.PASSED) {
                    remarks.computeIfAbsent(word(entry) + ": " + entry.why, key -> new TreeMap<>())
                            .merge(check.number(), cell.title(), (a, b) -> a + ", " + b);
                }
            }
            out.append('\n');
        }
        out.append(
                """

                ws, sse, lp: WebSockets, server-sent events, long polling; mp: MessagePack, else JSON. sockets: sockets and
                HTTP of the suite's own, which can do what no client does. WireProbe: as the reference server was recorded.
                An empty cell: not shown there, for the check's reason below, or as what is sent is the same for every client.

                """);
        Check.all().stream()
                .filter(check -> !check.note().isEmpty())
                .forEach(check -> out.append("- %d: %s\n".formatted(check.number(), check.note())));
        remarks.forEach(
                (remark, where) -> out.append("\n").append(remark).append("\n").append(where));
        return out.append('\n').toString();
    }

    private static String word(@Nullable Entry entry) {
        if (entry == null) {
            return "";
        }
        return switch (entry.kind) {
            case PASSED -> "ok";
            case SKIPPED -> "skipped";
            case FAILED -> "FAILED";
        };
    }
}
