package io.lineside.relay.sizing;

import static io.lineside.relay.sizing.Lines.kilobytes;
import static io.lineside.relay.sizing.Lines.rate;
import static io.lineside.relay.sizing.Lines.tick;
import static io.lineside.relay.sizing.Lines.whole;

import java.util.Comparator;
import java.util.List;

/** A load for a person to read: a table of its groups and their sums. */
final class LoadText {

    /** More groups than this would hide the sums; {@code --json} has all. */
    static final int MOST_GROUPS = 40;

    private LoadText() {}

    static void write(Lines lines, String title, Load load) {
        lines.add(title + ", tick " + tick(load.tick()));
        TextTable table = new TextTable();
        table.line(
                "group",
                "rows",
                "bytes",
                "2 KB",
                "in/s",
                "in 2 KB/s",
                "clients",
                "out/s",
                "out 2 KB/s");
        groups(table, load.groups());
        table.line(
                "all " + load.groups().size() + " groups",
                "",
                "",
                "",
                rate(load.inMessages()),
                rate(load.inUnits()),
                "",
                rate(load.outMessages()),
                rate(load.outUnits()));
        table.line(
                "an average client",
                "",
                "",
                "",
                "",
                "",
                "",
                rate(load.perClient(load.outMessages())),
                rate(load.perClient(load.outUnits())));
        table.lines().forEach(line -> lines.add("  " + line));
        lines.add(
                "  to clients "
                        + kilobytes(load.outBytes())
                        + " KB/s, to each "
                        + kilobytes(load.perClient(load.outBytes()))
                        + " KB/s, without WebSocket, TLS and TCP");
    }

    private static void groups(TextTable table, List<GroupLoad> groups) {
        List<GroupLoad> shown =
                groups.size() <= MOST_GROUPS
                        ? groups
                        : groups.stream()
                                .sorted(Comparator.comparingDouble(GroupLoad::outBytes).reversed())
                                .limit(MOST_GROUPS)
                                .toList();
        for (GroupLoad group : shown) {
            table.line(
                    group.group(),
                    group.rows() == 0 ? "" : whole(group.rows()),
                    whole(group.bytes()),
                    whole(group.unitsPerMessage()),
                    rate(group.rate()),
                    rate(group.inUnits()),
                    whole(group.members()),
                    rate(group.outMessages()),
                    rate(group.outUnits()));
        }
        if (shown.size() < groups.size()) {
            table.line("… and " + (groups.size() - shown.size()) + " that carry less");
        }
    }
}
