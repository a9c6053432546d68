package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pump that feeds the reactor: a four-pole motor, which stands still while the batch needs no
 * feed.
 */
final class FeedPump extends SteppedModel {

    private double time;
    private double speed = 1450;
    private double wobble;

    FeedPump(long seed, Duration period) {
        super("feed-pump-1", period, seed);
    }

    @Override
    void step(double now) {
        time = now;
        double wanted = BatchCycle.isPumping(now) ? 1450 : 0;
        speed += (wanted - speed) * STEP / 1.2;
        wobble += -wobble * STEP / 3 + noise(0.05);
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        double load = speed / 1450;
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("running", InstrumentValues.on(BatchCycle.isPumping(time)));
        values.put("speed", InstrumentValues.number(Math.max(0, speed + wobble * 8 * load), 0));
        values.put("current", InstrumentValues.number(Math.max(0, 14.5 * load + wobble * load), 2));
        values.put(
                "vibration",
                InstrumentValues.number(Math.max(0, 1.8 * load + 0.3 * wobble * load), 2));
        return List.of(Measurement.now(values));
    }
}
