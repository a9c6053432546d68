package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shop's counter at the door: reports by exception, when somebody comes or goes. */
final class VisitorCounter extends SteppedModel {

    /** Mean seconds between two who come. */
    private static final double COMES_EVERY = 7;

    /** Mean seconds that one stays. */
    private static final double STAYS = 90;

    private int visitors = 214;
    private int inside = 9;
    private int toldVisitors = -1;
    private int toldInside = -1;

    VisitorCounter(long seed, Duration period) {
        super("shop-1", period, seed);
    }

    @Override
    void step(double now) {
        if (random().nextDouble() < STEP / COMES_EVERY) {
            visitors++;
            inside++;
        }
        if (random().nextDouble() < inside * STEP / STAYS) {
            inside--;
        }
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        if (visitors == toldVisitors && inside == toldInside) {
            return List.of();
        }
        toldVisitors = visitors;
        toldInside = inside;
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("visitors", InstrumentValues.number(visitors, 0));
        values.put("inside", InstrumentValues.number(inside, 0));
        return List.of(Measurement.now(values));
    }
}
