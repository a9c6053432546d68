package io.lineside.relay.sizing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What Microsoft publishes of Azure SignalR Service: the performance guide's table (messages of
 * 2,048 bytes, WebSockets, the highest rate at which 99 % arrive within a second), the service's
 * limits, and the unit counts that can be bought. Sources: azure-docs,
 * signalr-concept-performance.md (2023-03-23), signalr-service-limits.md,
 * signalr-howto-scale-signalr.md.
 *
 * <p>No row of the table measures sends to groups over REST, which is how the relay uses the
 * service. So two rows are combined, and the row that is reached first decides: inbound messages
 * are compared with "send to user through REST API", outbound messages with "send to big group".
 */
final class AzureTable {

    /** The free tier's connections. */
    static final int FREE_CONNECTIONS = 20;

    /** The free tier's messages a day; beyond them the service sends nothing. */
    static final int FREE_MESSAGES = 20_000;

    /** The messages a day that the price of each unit of the other tiers includes. */
    static final int INCLUDED_MESSAGES = 1_000_000;

    /** The most units of Standard and of Premium_P1. */
    static final int MOST_STANDARD = 100;

    /** The share of the server load up to which, by the guide, latency stays low. */
    static final double CALM = 0.7;

    /**
     * A column of the table.
     *
     * @param units how many units are bought
     * @param connections the most clients
     * @param restIn messages a second that may come in over REST
     * @param groupOut messages a second that may go out to big groups
     */
    record Column(int units, int connections, int restIn, int groupOut) {

        String tier() {
            return units <= MOST_STANDARD ? "Standard" : "Premium_P2";
        }

        /**
         * The share of the column that the load takes, by the resource that it takes most of; 1 is
         * the whole column.
         */
        double use(Load load) {
            return Math.max(
                    (double) load.operators() / connections,
                    Math.max(load.inUnits() / restIn, load.outUnits() / groupOut));
        }

        boolean carries(Load load) {
            return use(load) <= 1;
        }
    }

    static final List<Column> COLUMNS =
            List.of(
                    new Column(1, 1_000, 200, 2_000),
                    new Column(2, 2_000, 400, 4_000),
                    new Column(10, 10_000, 2_000, 20_000),
                    new Column(50, 50_000, 10_000, 100_000),
                    new Column(100, 100_000, 20_000, 200_000),
                    new Column(200, 200_000, 40_000, 400_000),
                    new Column(500, 500_000, 100_000, 1_000_000),
                    new Column(1_000, 1_000_000, 200_000, 2_000_000));

    private static final int[] SOLD =
            IntStream.concat(
                            IntStream.rangeClosed(1, 10),
                            IntStream.concat(
                                    IntStream.rangeClosed(2, 10).map(n -> n * 10),
                                    IntStream.rangeClosed(2, 10).map(n -> n * 100)))
                    .toArray();

    private AzureTable() {}

    /** The smallest column that carries the load; empty when none does. */
    static Optional<Column> smallest(Load load) {
        return COLUMNS.stream().filter(column -> column.carries(load)).findFirst();
    }

    /**
     * Whether the free tier would carry the load; the table has no rates for the free tier, so only
     * its limits count.
     */
    static boolean isFree(Load load) {
        return load.operators() <= FREE_CONNECTIONS && load.dailyUnits() <= FREE_MESSAGES;
    }

    /**
     * The fewest units on sale that would carry the load if the table were linear between its
     * columns, as the rows used here are; empty when no number would.
     */
    static Optional<Column> between(Load load) {
        Column one = COLUMNS.getFirst();
        return IntStream.of(SOLD)
                .mapToObj(
                        n ->
                                new Column(
                                        n,
                                        n * one.connections(),
                                        n * one.restIn(),
                                        n * one.groupOut()))
                .filter(column -> column.carries(load))
                .findFirst();
    }
}
