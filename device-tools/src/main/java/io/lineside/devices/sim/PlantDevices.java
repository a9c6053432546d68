package io.lineside.devices.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All devices of the simulated plant; the model of it is the resource {@code plant.yaml}. */
public final class PlantDevices {

    private static final Duration HALF_SECOND = Duration.ofMillis(500);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Motorway junctions from Berlin to Hamburg (A 24), as a map shows them. */
    private static final double[][] MOTORWAY = {
        {52.6330, 13.1800}, {52.7560, 12.9800}, {52.8900, 12.7700}, {53.0600, 12.5200},
        {53.1480, 12.3700}, {53.2870, 11.9500}, {53.3700, 11.5800}, {53.4560, 11.2100},
        {53.5190, 10.9300}, {53.5500, 10.6100}, {53.5730, 10.3000}, {53.5560, 10.1000}
    };

    private PlantDevices() {}

    /**
     * The devices that have a connection of their own.
     *
     * @param seed decides all that is left to chance
     * @param rate readings per second of each; null for each device's own, 1 or 2
     */
    public static List<DeviceModel> all(long seed, @Nullable Double rate) {
        Duration fast = rate == null ? HALF_SECOND : period(rate);
        Duration slow = rate == null ? SECOND : fast;
        List<DeviceModel> devices = new ArrayList<>();
        devices.add(new Reactor(seed, fast));
        devices.add(new FeedPump(seed, slow));
        devices.add(new DrillingRig(seed, fast));
        devices.add(new VisitorCounter(seed, slow));
        devices.add(new Gateway(seed, slow));
        for (int number = 1; number <= 20; number++) {
            devices.add(van(number, slow, seed));
        }
        return devices;
    }

    /** The period of so many readings per second. */
    public static Duration period(double rate) {
        return Duration.ofNanos(Math.round(1e9 / rate));
    }

    private static DeviceModel van(int number, Duration period, long seed) {
        String id = String.format(Locale.ROOT, "van-%02d", number);
        RandomGenerator random = new SplittableRandom(seed * 31 + number);
        if (number > 16) {
            double cruise = random.nextDouble(24, 31);
            return new Vehicle(id, period, seed, Route.along(MOTORWAY), cruise, cruise * 0.9);
        }
        boolean berlin = number <= 10;
        double latitude = (berlin ? 52.515 : 53.555) + random.nextDouble(-0.05, 0.05);
        double longitude = (berlin ? 13.400 : 10.010) + random.nextDouble(-0.09, 0.09);
        Route route = Route.city(latitude, longitude, random.nextDouble(1500, 4500), random);
        return new Vehicle(id, period, seed, route, random.nextDouble(11, 16), 5);
    }
}
