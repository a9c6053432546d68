package io.lineside.devices.sim;

import io.lineside.devices.link.Measurement;
import io.lineside.model.Value;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that speaks for two pumps and the tank between them: pump 1 fills the tank when it is
 * low, pump 2 empties it all the time. The low level alarm comes before the filling starts.
 */
final class Gateway extends SteppedModel {

    private static final double FILL_BELOW = 21;
    private static final double FILL_UP_TO = 78;

    private boolean filling;
    private double level = 48;
    private double temperature = 18.5;
    private double wear;

    Gateway(long seed, Duration period) {
        super("gateway-1", period, seed);
    }

    @Override
    void step(double now) {
        if (level < FILL_BELOW) {
            filling = true;
        } else if (level > FILL_UP_TO) {
            filling = false;
        }
        level += STEP * ((filling ? 1.3 : 0) - 0.4);
        temperature += ((filling ? 16.5 : 19) - temperature) * STEP / 120 + noise(0.004);
        wear += -wear * STEP / 4 + noise(0.04);
    }

    @Override
    public List<Measurement> read(Duration at) {
        advance(at);
        Map<String, @Nullable Value> tank = new LinkedHashMap<>();
        tank.put("level", InstrumentValues.number(level, 2));
        tank.put("temperature", InstrumentValues.number(temperature, 2));
        return List.of(
                pump("pump-1", filling, 46),
                pump("pump-2", true, 14),
                new Measurement("tank-1", null, tank));
    }

    private Measurement pump(String id, boolean running, double flow) {
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("running", InstrumentValues.on(running));
        values.put("flow", InstrumentValues.number(running ? flow + wear : 0, 2));
        values.put("pressure", InstrumentValues.number(running ? 3.4 + 0.05 * wear : 0.2, 2));
        return new Measurement(id, null, values);
    }
}
