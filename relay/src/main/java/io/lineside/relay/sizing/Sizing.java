package io.lineside.relay.sizing;

import io.lineside.core.plant.Plant;
import java.time.Duration;
import java.util.Optional;

/**
 * A plant's traffic, on the relay's own hub and on Azure SignalR Service.
 *
 * @param plant the model
 * @param assumptions what the model does not contain
 * @param embedded the load on the relay's own hub
 * @param azure the load on the service
 * @param halving the shortest tick with which the service counts half as many messages a day; empty
 *     when no tick that the relay allows does
 */
record Sizing(
        Plant plant, Assumptions assumptions, Load embedded, Load azure, Optional<Load> halving) {

    /** The shortest and the longest tick that relay.yaml allows. */
    static final Duration SHORTEST_TICK = Duration.ofMillis(10);

    static final Duration LONGEST_TICK = Duration.ofSeconds(10);

    private static final Duration STEP = Duration.ofMillis(100);

    static Sizing of(
            Plant plant, Assumptions assumptions, Duration embeddedTick, Duration azureTick) {
        Traffic traffic = new Traffic(plant, assumptions);
        Load azure = traffic.at(azureTick);
        return new Sizing(
                plant, assumptions, traffic.at(embeddedTick), azure, halving(traffic, azure));
    }

    /**
     * Searches in steps: a longer tick has fewer but larger messages, so there is no formula to
     * invert.
     */
    private static Optional<Load> halving(Traffic traffic, Load now) {
        for (Duration tick = now.tick().plus(STEP);
                tick.compareTo(LONGEST_TICK) <= 0;
                tick = tick.plus(STEP)) {
            Load load = traffic.at(tick);
            if (now.dailyUnits() > 0 && load.dailyUnits() <= now.dailyUnits() / 2) {
                return Optional.of(load);
            }
        }
        return Optional.empty();
    }
}
