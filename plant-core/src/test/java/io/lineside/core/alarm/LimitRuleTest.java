package io.lineside.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.model.AlarmType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitRuleTest {

    private final LimitRule high = rule(AlarmType.HIGH, 80, 2);
    private final LimitRule low = rule(AlarmType.LOW, 10, 1);

    @Test
    void holdsBeyondTheLimitAlone() {
        assertThat(high.holds(80, false)).isFalse();
        assertThat(high.holds(80.1, false)).isTrue();
        assertThat(low.holds(10, false)).isFalse();
        assertThat(low.holds(9.9, false)).isTrue();
    }

    @Test
    void holdsOnInsideTheDeadbandWhileActive() {
        assertThat(high.holds(78.1, true)).isTrue();
        assertThat(high.holds(78, true)).isFalse();
        assertThat(low.holds(10.9, true)).isTrue();
        assertThat(low.holds(11, true)).isFalse();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> rule(AlarmType.HIGH, Double.NaN, 0))
                .hasMessageContaining("limit is NaN");
        assertThatThrownBy(() -> rule(AlarmType.HIGH, 1, -1))
                .hasMessageContaining("deadband is -1");
    }

    private static LimitRule rule(AlarmType type, double limit, double deadband) {
        return new LimitRule(type, limit, deadband, Duration.ZERO, Duration.ZERO, 2);
    }
}
