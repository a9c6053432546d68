package io.lineside.relay.sizing;

import io.lineside.model.asset.PlantView;
import io.lineside.relay.model.PlantModel;
import io.lineside.relay.model.SignalDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A sizing for a person to read. */
final class SizingText {

    /** More groups than this would hide the sums; {@code --json} has all. */
    static final int MOST_GROUPS = 40;

    /** Groups below this are what the guide calls small, and have a row of their own. */
    private static final int SMALL_GROUP = 20;

    private static final int SMALL_GROUP_UNITS = 50;

    private final Sizing sizing;
    private final List<String> lines = new ArrayList<>();

    private SizingText(Sizing sizing) {
        this.sizing = sizing;
    }

    /**
     * The sizing in lines.
     *
     * @param name of the plant's file
     */
    static List<String> lines(String name, Sizing sizing) {
        SizingText text = new SizingText(sizing);
        text.lines.add(
                "Sizing of " + name + ": an estimate; docs/SIZING.md says what it is worth.");
        text.lines.add("");
        text.plant();
        text.lines.add("");
        text.load("Embedded hub", sizing.embedded());
        text.lines.add("");
        text.load("Azure SignalR Service", sizing.azure());
        text.lines.add("");
        text.azure();
        text.lines.add("");
        text.assumptions();
        return List.copyOf(text.lines);
    }

    private void plant() {
        PlantModel plant = sizing.plant();
        List<PlantView.Area> areas =
                plant.sites().stream().flatMap(site -> site.areas().stream()).toList();
        long units = areas.stream().mapToLong(area -> area.units().size()).sum();
        long byException =
                plant.signals().values().stream().filter(s -> s.period() == null).count();
        int alarms =
                plant.signals().values().stream()
                        .map(SignalDefinition::alarms)
                        .mapToInt(List::size)
                        .sum();
        fact(
                "plant",
                count(plant.sites().size(), "site")
                        + ", "
                        + count(areas.size(), "area")
                        + ", "
                        + count(units, "unit")
                        + ", "
                        + count(plant.signals().size(), "signal")
                        + " ("
                        + byException
                        + " by exception), "
                        + count(alarms, "alarm"));
        Integer each = sizing.assumptions().unitsPerOperator();
        fact(
                "operators",
                whole(sizing.assumptions().operators())
                        + (each == null || each >= units
                                ? ", each watching all units"
                                : ", each watching " + count(each, "unit")));
    }

    private void load(String title, Load load) {
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
        List<GroupLoad> groups = load.groups();
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
        table.line(
                "all " + groups.size() + " groups",
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

    private void azure() {
        Load load = sizing.azure();
        fact(
                "a day",
                whole(load.dailyUnits()) + " messages, as Azure counts: 2 KB units to clients");
        halving(load);
        fact(
                "Free",
                (AzureTable.isFree(load) ? "would do by its limits: " : "too small: ")
                        + whole(load.operators())
                        + " of "
                        + AzureTable.FREE_CONNECTIONS
                        + " connections, "
                        + whole(load.dailyUnits())
                        + " of "
                        + whole(AzureTable.FREE_MESSAGES)
                        + " messages a day");
        Optional<AzureTable.Column> smallest = AzureTable.smallest(load);
        if (smallest.isEmpty()) {
            fact("carried by", "nothing in the table: " + needs(load));
            more("a slower tick, fewer units per operator, or more than one service");
            return;
        }
        smallest.ifPresent(column -> carriedBy(load, column));
    }

    private void halving(Load load) {
        if (sizing.halving().isPresent()) {
            Load half = sizing.halving().get();
            fact(
                    "half of it",
                    "tick " + tick(half.tick()) + ": " + whole(half.dailyUnits()) + " a day");
        } else {
            fact(
                    "half of it",
                    "no tick up to "
                            + tick(Sizing.LONGEST_TICK)
                            + ": heads, overviews, alarms and slow signals keep their own time");
        }
    }

    private void carriedBy(Load load, AzureTable.Column column) {
        fact(
                "carried by",
                column.tier() + ", " + count(column.units(), "unit") + ": " + used(load, column));
        if (column.use(load) > AzureTable.CALM) {
            more("above 70 %: the guide's figure for low latency is 70 % of the server load");
        }
        AzureTable.between(load)
                .filter(between -> between.units() < column.units())
                .ifPresent(
                        between ->
                                more(
                                        "the table has no column between; evenly between them "
                                                + whole(between.units())
                                                + " would do"));
        if (column.units() >= SMALL_GROUP_UNITS && load.largestGroup() < SMALL_GROUP) {
            more("groups of fewer than 20 clients: see the guide's row for small groups too");
        }
        double included = (double) column.units() * AzureTable.INCLUDED_MESSAGES;
        fact(
                "included",
                whole(included)
                        + " messages a day"
                        + (load.dailyUnits() > included
                                ? "; " + whole(load.dailyUnits() - included) + " more are paid for"
                                : ""));
    }

    private static String used(Load load, AzureTable.Column column) {
        return percent(load.operators(), column.connections())
                + " connections, "
                + percent(load.inUnits(), column.restIn())
                + "/s REST inbound, "
                + percent(load.outUnits(), column.groupOut())
                + "/s big-group outbound";
    }

    private static String needs(Load load) {
        return whole(load.operators())
                + " connections, "
                + whole(load.inUnits())
                + " inbound and "
                + whole(load.outUnits())
                + " outbound 2 KB units a second";
    }

    private void assumptions() {
        Assumptions assumed = sizing.assumptions();
        lines.add("Assumed");
        lines.add(
                "  by exception: "
                        + assumed.eventRate()
                        + " from each such signal; alarms: "
                        + assumed.alarmRate()
                        + " in each area that has any, each told "
                        + Assumptions.TRANSITIONS
                        + " times");
        lines.add(
                "  a device's signals of one period come together, devices independently; every"
                        + " sample is told, changed or not");
        lines.add(
                "  bytes are of the relay's own encoding; a signal without unit and scale is taken"
                        + " for a position");
        lines.add(
                "  no published row measures sends to groups over REST: inbound is held against"
                        + " \"send to user through REST API\",");
        lines.add(
                "  outbound against \"send to big group\", and the lower decides; a message counts as"
                        + " at least 2 KB");
        lines.add(
                "  averages, all operators connected all day; alarm floods, first paint and"
                        + " recovery (over HTTP) are not in it");
    }

    private void fact(String name, String value) {
        lines.add(String.format(Locale.ROOT, "%-11s %s", name, value));
    }

    private void more(String value) {
        fact("", value);
    }

    static String tick(Duration tick) {
        return tick.toMillis() % 1_000 == 0 ? tick.toSeconds() + "s" : tick.toMillis() + "ms";
    }

    private static String count(long number, String thing) {
        return whole(number) + " " + thing + (number == 1 ? "" : "s");
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String rate(double number) {
        return String.format(Locale.ROOT, "%,.3f", number);
    }

    private static String kilobytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / 1_000);
    }

    private static String percent(double part, double whole) {
        return String.format(Locale.ROOT, "%.1f %% of %,.0f", part / whole * 100, whole);
    }
}
