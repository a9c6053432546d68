package io.lineside.devices.sim;

/**
 * The reactor's batch: heat up, react, cool, once a minute. The reaction runs hot enough for the
 * high temperature alarm in each batch, and for the high-high in every third.
 */
final class BatchCycle {

    private static final double LENGTH = 60;
    private static final double REACTION_FROM = 8;
    private static final double REACTION_TO = 26;
    private static final double PUMP_STOPS_AT = 54;

    private BatchCycle() {}

    enum Phase {
        HEATING("heating"),
        REACTING("reacting"),
        COOLING("cooling");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Phase phase(double time) {
        double within = time % LENGTH;
        if (within < REACTION_FROM) {
            return Phase.HEATING;
        }
        return within < REACTION_TO ? Phase.REACTING : Phase.COOLING;
    }

    /** What the temperature strives for, °C. */
    static double drive(double time) {
        return switch (phase(time)) {
            case HEATING -> 72;
            case REACTING -> isHot(time) ? 100 : 92;
            case COOLING -> 66;
        };
    }

    /** Whether the feed pump runs: at the end of every third batch it stands. */
    static boolean isPumping(double time) {
        return !(isHot(time) && time % LENGTH >= PUMP_STOPS_AT);
    }

    private static boolean isHot(double time) {
        return (long) (time / LENGTH) % 3 == 2;
    }
}
