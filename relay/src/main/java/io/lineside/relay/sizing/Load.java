package io.lineside.relay.sizing;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the relay sends for a plant with one tick.
 *
 * @param operators how many clients there are
 */
record Load(Duration tick, int operators, List<GroupLoad> groups) {

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    double inMessages() {
        return sum(GroupLoad::rate);
    }

    double inUnits() {
        return sum(GroupLoad::inUnits);
    }

    double outMessages() {
        return sum(GroupLoad::outMessages);
    }

    double outUnits() {
        return sum(GroupLoad::outUnits);
    }

    double outBytes() {
        return sum(GroupLoad::outBytes);
    }

    /** Azure's count of messages a day: 2 KB units sent to clients. */
    double dailyUnits() {
        return outUnits() * SECONDS_A_DAY;
    }

    /** An average client's share of a sum. */
    double perClient(double sum) {
        return operators == 0 ? 0 : sum / operators;
    }

    /** How many members the largest group has. */
    int largestGroup() {
        return groups.stream().mapToInt(GroupLoad::members).max().orElse(0);
    }

    private double sum(ToDoubleFunction<GroupLoad> what) {
        return groups.stream().mapToDouble(what).sum();
    }
}
