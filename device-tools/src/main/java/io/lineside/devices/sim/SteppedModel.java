package io.lineside.devices.sim;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A model that goes forward in equal steps, so that what it reports depends on its seed and the
 * time and not on how often it is read.
 */
abstract class SteppedModel implements DeviceModel {

    /** The step, seconds. */
    static final double STEP = 0.1;

    private static final long STEP_MILLIS = 100;

    private final String id;
    private final Duration period;
    private final RandomGenerator random;
    private long steps;

    SteppedModel(String id, Duration period, long seed) {
        this.id = id;
        this.period = period;
        // The multiplier spreads ids that differ in one digit over the seeds (Knuth).
        this.random = new SplittableRandom(seed ^ (id.hashCode() * 0x9E3779B97F4A7C15L));
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Duration period() {
        return period;
    }

    /** Goes forward to this time; the first step is at time 0. */
    final void advance(Duration time) {
        long due = time.toMillis() / STEP_MILLIS + 1;
        while (steps < due) {
            step(steps * STEP);
            steps++;
        }
    }

    /**
     * One step.
     *
     * @param time of the step, seconds since the start
     */
    abstract void step(double time);

    final RandomGenerator random() {
        return random;
    }

    /**
     * Noise about 0 of this standard deviation, cut off at three of them as a sensor's filter
     * would.
     */
    final double noise(double deviation) {
        return deviation * Math.clamp(random.nextGaussian(), -3, 3);
    }
}
