package io.lineside.benchmarks.fanout;

import io.lineside.benchmarks.fanout.LoadRun.Result;
import io.lineside.benchmarks.fanout.LoadRun.Scenario;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Looks for the highest rate that a server carries, by halving a ladder of rates: all delivered,
 * and p99 within 10 ms, or 100 ms with 1,000 clients and more. A rate at which the load client
 * itself is the bottleneck does not count as carried.
 */
final class Peak {

    /** Loads the server once. */
    interface Load {
        Result at(Scenario step) throws IOException, InterruptedException;
    }

    /** Deliveries a second, each step a seventh part more than the last. */
    private static final int[] LADDER =
            IntStream.range(0, 16).map(i -> (int) (100_000 * Math.pow(8.0 / 7, i))).toArray();

    private static final int CROWD = 1000;
    private static final double ALL = 0.999;

    private final Scenario crowd;
    private final Load load;

    Peak(Scenario crowd, Load load) {
        this.crowd = crowd;
        this.load = load;
    }

    /** Deliveries a second; 0 when not even the lowest rate is carried. */
    double find() throws IOException, InterruptedException {
        int carried = -1;
        int notCarried = LADDER.length;
        while (notCarried - carried > 1) {
            int middle = (carried + notCarried) / 2;
            if (carries(LADDER[middle])) {
                carried = middle;
            } else {
                notCarried = middle;
            }
        }
        return carried < 0 ? 0 : LADDER[carried];
    }

    private boolean carries(int deliveries) throws IOException, InterruptedException {
        Result result = load.at(crowd.at(deliveries / crowd.clients()));
        double most = crowd.clients() < CROWD ? 10 : 100;
        return result.sound() && result.delivered() >= ALL && result.p99() <= most;
    }
}
