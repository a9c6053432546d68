package io.lineside.desktop.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.model.Value;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void numbersHaveTheirDecimalsAndNeverMinusZero() {
        assertThat(Figures.number(81.25, 1)).isEqualTo("81.3");
        assertThat(Figures.number(-0.04, 1)).isEqualTo("0.0");
        assertThat(Figures.number(-0.06, 1)).isEqualTo("-0.1");
        assertThat(Figures.value(null, 1)).isEqualTo(Figures.NOTHING);
        assertThat(Figures.value(new Value.Bool(true), 1)).isEqualTo("on");
    }

    @Test
    void agesAreToldInTheOneUnitThatMatters() {
        assertThat(Figures.age(430)).isEqualTo("0.4 s");
        assertThat(Figures.age(61_000)).isEqualTo("61 s");
        assertThat(Figures.age(7_300_000)).isEqualTo("2 h");
        assertThat(Figures.age(-5)).isEqualTo("0.0 s");
    }

    @Test
    void theDayIsToldWhereItIsNotToday() {
        assertThat(Figures.moment(TestPlant.NOON, TestPlant.NOON + 60_000, ZoneOffset.UTC))
                .isEqualTo("12:00:00");
        assertThat(Figures.moment(TestPlant.NOON, TestPlant.NOON + 86_400_000, ZoneOffset.UTC))
                .isEqualTo("15 Jan 12:00:00");
    }
}
