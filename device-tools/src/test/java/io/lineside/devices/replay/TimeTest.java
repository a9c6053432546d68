package io.lineside.devices.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant T0 = Instant.parse("2014-01-07T02:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2013-12-02 21:15:00, 2013-12-02T20:15:00Z",
        "2013-12-02T21:15, 2013-12-02T20:15:00Z",
        "2013-07-02 21:15:00.123456789, 2013-07-02T19:15:00.123456789Z",
        "2013-12-02T21:15:00Z, 2013-12-02T21:15:00Z",
        "2013-12-02 21:15:00 +05:30, 2013-12-02T15:45:00Z",
        "2013-12-02 21:15:00-0800, 2013-12-03T05:15:00Z",
        "1386018900, 2013-12-02T21:15:00Z",
        "1386018900.5, 2013-12-02T21:15:00.500Z",
        "1386018900123, 2013-12-02T21:15:00.123Z",
        // Clocks set back: the first of the two. Set forward: as far behind the gap.
        "2013-10-27 02:30:00, 2013-10-27T00:30:00Z",
        "2013-03-31 02:30:00, 2013-03-31T01:30:00Z",
    })
    void readsTimesAsFilesHaveThem(String cell, String expected) {
        assertThat(TimeCell.parse(cell, BERLIN)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2013-02-30 10:00:00", "02.12.2013 21:15", "12:00", "1e9"})
    void refusesWhatIsNoTime(String cell) {
        assertThatThrownBy(() -> TimeCell.parse(cell, BERLIN))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void isDueAsInTheFileDividedByTheSpeedAndAtOnceForAStepBack() {
        Timeline timeline = new Timeline(60, NOW, null);

        assertThat(timeline.due(T0)).isZero();
        assertThat(timeline.due(T0.plusSeconds(300))).isEqualTo(Duration.ofSeconds(5));
        assertThat(timeline.due(T0.plusSeconds(30))).isEqualTo(Duration.ofSeconds(5));
        assertThat(timeline.due(T0.plusSeconds(360))).isEqualTo(Duration.ofSeconds(6));
        assertThat(timeline.shifted(T0)).isEqualTo(T0);
    }

    @Test
    void shiftsTimesToNowAsTheyArePlayed() {
        Timeline timeline = new Timeline(60, NOW, T0);

        assertThat(timeline.shifted(T0)).isEqualTo(NOW);
        assertThat(timeline.shifted(T0.plusSeconds(300))).isEqualTo(NOW.plusSeconds(5));
        assertThat(timeline.shifted(T0.minusSeconds(60))).isEqualTo(NOW.minusSeconds(1));
    }

    @Test
    void shiftsTimesByTheSameWhenNothingWaits() {
        Timeline timeline = new Timeline(0, NOW, T0);

        assertThat(timeline.due(T0.plusSeconds(300))).isZero();
        assertThat(timeline.shifted(T0.minusSeconds(300))).isEqualTo(NOW.minusSeconds(300));
    }
}
