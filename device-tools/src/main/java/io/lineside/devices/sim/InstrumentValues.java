package io.lineside.devices.sim;

import io.lineside.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Makes values as instruments give them: with so many digits. */
final class InstrumentValues {

    private InstrumentValues() {}

    static Value number(double number, int decimals) {
        return new Value.Num(round(number, decimals));
    }

    static Value on(boolean on) {
        return new Value.Bool(on);
    }

    static Value text(String text) {
        return new Value.Text(text);
    }

    /** A position to 6 decimals, about 0.1 m. */
    static Value position(double latitude, double longitude) {
        return new Value.Geo(round(latitude, 6), round(longitude, 6));
    }

    private static double round(double number, int decimals) {
        return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
    }
}
