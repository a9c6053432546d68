package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationConverterTest {

    private final DurationConverter durations = new DurationConverter();

    @Test
    void readsWhatPeopleType() {
        assertThat(durations.convert("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(durations.convert("30s")).isEqualTo(Duration.ofSeconds(30));
        assertThat(durations.convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(durations.convert("2h")).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void theErrorNamesWhatIsExpected() {
        assertThatThrownBy(() -> durations.convert("30"))
                .hasMessageContaining("'30'")
                .hasMessageContaining("ms, s, m or h");
    }
}
