package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rotary drilling rig: drills for 100 s, then stands 20 s off bottom while a pipe is added. On
 * bottom the bit carries part of the string, so the hook carries less.
 */
final class DrillingRig extends SteppedModel {

    private static final double CYCLE = 120;
    private static final double DRILLING = 100;

    /** Rate of penetration: 18 m/h, in m/s. */
    private static final double PENETRATION = 0.005;

    private boolean onBottom;
    private double rpm = 120;
    private double torque = 14;
    private double hookLoad = 1350;
    private double depth = 2481.6;
    private double blockHeight;

    DrillingRig(long seed, Duration period) {
        super("rig-1", period, seed);
    }

    @Override
    void step(double now) {
        double within = now % CYCLE;
        onBottom = within < DRILLING;
        double wantedRpm = onBottom ? 120 : 0;
        rpm += (wantedRpm - rpm) * STEP / 2;
        double stickSlip = 1.5 * Math.sin(now * 1.3);
        double wantedTorque = onBottom ? 14 + stickSlip : 0.3;
        torque += (wantedTorque - torque) * STEP / 1.5 + noise(0.04);
        double wantedHook = onBottom ? 1350 : 1490;
        hookLoad += (wantedHook - hookLoad) * STEP / 1.5 + noise(0.8);
        if (onBottom) {
            depth += PENETRATION * STEP;
            blockHeight = 27 * (1 - within / DRILLING) + 1;
        } else {
            blockHeight = 1 + 27 * (within - DRILLING) / (CYCLE - DRILLING);
        }
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("rpm", InstrumentValues.number(Math.max(0, rpm), 1));
        values.put("torque", InstrumentValues.number(Math.max(0, torque), 2));
        values.put("hookLoad", InstrumentValues.number(hookLoad, 0));
        values.put("depth", InstrumentValues.number(depth, 3));
        values.put("blockHeight", InstrumentValues.number(blockHeight, 2));
        values.put("bitOnBottom", InstrumentValues.on(onBottom));
        return List.of(Measurement.now(values));
    }
}
