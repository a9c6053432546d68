package io.lineside.relay.sizing;

import static io.lineside.relay.sizing.Lines.count;
import static io.lineside.relay.sizing.Lines.percent;
import static io.lineside.relay.sizing.Lines.tick;
import static io.lineside.relay.sizing.Lines.whole;

import java.util.Optional;

/** What Azure counts, and how many of its units carry a load, for a person to read. */
final class AzureText {

    /**
     * Groups with fewer members are small by the guide, and have a row of their own in its table.
     */
    private static final int SMALL_GROUP = 20;

    private static final int SMALL_GROUP_UNITS = 50;

    private AzureText() {}

    static void write(Lines lines, Sizing sizing) {
        Load load = sizing.azure();
        lines.fact(
                "a day",
                whole(load.dailyUnits()) + " messages, as Azure counts: 2 KB units to clients");
        halving(lines, sizing);
        lines.fact(
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
            lines.fact("carried by", "nothing in the table: " + needs(load));
            lines.more("a slower tick, fewer units per operator, or more than one service");
            return;
        }
        smallest.ifPresent(column -> carriedBy(lines, load, column));
    }

    private static void halving(Lines lines, Sizing sizing) {
        if (sizing.halving().isPresent()) {
            Load half = sizing.halving().get();
            lines.fact(
                    "half of it",
                    "tick " + tick(half.tick()) + ": " + whole(half.dailyUnits()) + " a day");
        } else {
            lines.fact(
                    "half of it",
                    "no tick up to "
                            + tick(Sizing.LONGEST_TICK)
                            + ": heads, overviews, alarms and slow signals keep their own time");
        }
    }

    private static void carriedBy(Lines lines, Load load, AzureTable.Column column) {
        lines.fact(
                "carried by",
                column.tier() + ", " + count(column.units(), "unit") + ": " + used(load, column));
        if (column.use(load) > AzureTable.CALM) {
            lines.more("above 70 %: the guide's figure for low latency is 70 % of the server load");
        }
        AzureTable.between(load)
                .filter(between -> between.units() < column.units())
                .ifPresent(
                        between ->
                                lines.more(
                                        "the table has no column between; evenly between them "
                                                + whole(between.units())
                                                + " would do"));
        if (column.units() >= SMALL_GROUP_UNITS && load.largestGroup() < SMALL_GROUP) {
            lines.more("groups of fewer than 20 clients: see the guide's row for small groups too");
        }
        double included = (double) column.units() * AzureTable.INCLUDED_MESSAGES;
        lines.fact(
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
}
