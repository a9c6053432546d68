package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A van on its round: speeds up, slows down before a corner, waits at some of them, burns fuel and
 * fills up when the tank is nearly empty.
 */
final class Vehicle extends SteppedModel {

    private static final double SPEEDS_UP = 1.8;
    private static final double SLOWS_DOWN = 2.2;
    private static final double TANK_LITRES = 80;
    private static final double LITRES_PER_METRE = 10.5 / 100_000;
    private static final double IDLE_LITRES_PER_SECOND = 0.8 / 3600;

    private final Route route;
    private final double cruise;
    private final double cornering;
    private int leg;
    private double along;
    private double speed;
    private boolean stopAhead;
    private double wait;
    private double fuel;

    /**
     * A van somewhere on its route.
     *
     * @param cruise its usual speed, m/s
     * @param cornering its speed around a corner, m/s
     */
    Vehicle(String id, Duration period, long seed, Route route, double cruise, double cornering) {
        super(id, period, seed);
        this.route = route;
        this.cruise = cruise;
        this.cornering = cornering;
        leg = random().nextInt(route.legs());
        along = random().nextDouble(0.1, 0.6) * route.length(leg);
        speed = cruise;
        fuel = random().nextDouble(15.4, 98);
    }

    @Override
    void step(double now) {
        if (wait > 0) {
            wait -= STEP;
            burn(0);
            return;
        }
        double left = route.length(leg) - along;
        double atCorner = stopAhead ? 0.5 : cornering;
        double allowed = Math.min(cruise, Math.sqrt(atCorner * atCorner + 2 * SLOWS_DOWN * left));
        speed += Math.clamp(allowed - speed, -SLOWS_DOWN * STEP * 1.5, SPEEDS_UP * STEP);
        along += speed * STEP;
        burn(speed * STEP);
        if (along >= route.length(leg)) {
            turn();
        }
    }

    private void turn() {
        along = 0;
        leg = (leg + 1) % route.legs();
        if (stopAhead) {
            speed = 0;
            wait = random().nextDouble(3, 12);
        }
        stopAhead = random().nextDouble() < 0.25;
    }

    private void burn(double metres) {
        double litres = metres * LITRES_PER_METRE + IDLE_LITRES_PER_SECOND * STEP;
        fuel -= 100 * litres / TANK_LITRES;
        if (fuel < 8) {
            fuel = 98;
        }
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        double shown = wait > 0 ? 0 : speed * 3.6;
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put(
                "position",
                InstrumentValues.position(route.latitude(leg, along), route.longitude(leg, along)));
        values.put("speed", InstrumentValues.number(shown, 1));
        values.put("fuel", InstrumentValues.number(fuel, 2));
        return List.of(Measurement.now(values));
    }
}
