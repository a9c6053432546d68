package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A jacketed stirred reactor: temperature follows the batch, pressure follows temperature. */
final class Reactor extends SteppedModel {

    /** Thermal time constant of vessel and content, seconds. */
    private static final double TIME_CONSTANT = 10;

    private double time;
    private double temperature = 70;
    private double level = 55;
    private double flow = 12;

    Reactor(long seed, Duration period) {
        super("reactor-1", period, seed);
    }

    @Override
    void step(double now) {
        time = now;
        temperature += (BatchCycle.drive(now) - temperature) * STEP / TIME_CONSTANT + noise(0.03);
        double feed = BatchCycle.isPumping(now) ? 12 : 0;
        flow += (feed - flow) * STEP / 1.5;
        double outlet = 12 + 2.5 * Math.sin(now / 19);
        // A cross-section of 2 m² and 3 m of height: 1 m³/h for a second is 1/216 % of it.
        level = Math.clamp(level + (flow - outlet) * STEP / 21.6, 5, 95);
        level += (55 - level) * STEP / 60;
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        boolean running = BatchCycle.isPumping(time);
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("temperature", InstrumentValues.number(temperature, 2));
        values.put("pressure", InstrumentValues.number(2.2 + 0.045 * (temperature - 70), 3));
        values.put("level", InstrumentValues.number(level, 2));
        values.put("flow", InstrumentValues.number(Math.max(0, flow), 2));
        values.put("running", InstrumentValues.on(running));
        values.put("mode", InstrumentValues.text(BatchCycle.phase(time).word()));
        return List.of(Measurement.now(values));
    }
}
