package io.lineside.core.alarm;

import static io.lineside.model.AlarmState.ACKNOWLEDGED;
import static io.lineside.model.AlarmState.NORMAL;
import static io.lineside.model.AlarmState.RETURNED_UNACKNOWLEDGED;
import static io.lineside.model.AlarmState.UNACKNOWLEDGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmFactsTest {

    @Test
    void goesThroughTheStatesOfTheStandard() {
        assertThat(after(AlarmEvent.RAISED)).isEqualTo(UNACKNOWLEDGED);
        assertThat(after(AlarmEvent.RAISED, AlarmEvent.ACKNOWLEDGED)).isEqualTo(ACKNOWLEDGED);
        assertThat(after(AlarmEvent.RAISED, AlarmEvent.ACKNOWLEDGED, AlarmEvent.CLEARED))
                .isEqualTo(NORMAL);
        assertThat(after(AlarmEvent.RAISED, AlarmEvent.CLEARED)).isEqualTo(RETURNED_UNACKNOWLEDGED);
        assertThat(after(AlarmEvent.RAISED, AlarmEvent.CLEARED, AlarmEvent.ACKNOWLEDGED))
                .isEqualTo(NORMAL);
        assertThat(after(AlarmEvent.RAISED, AlarmEvent.CLEARED, AlarmEvent.RAISED))
                .isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void keepsAnAlarmThatCannotBeJudgedAsItWas() {
        AlarmFacts unknown =
                AlarmFacts.NORMAL.on(AlarmEvent.RAISED).on(AlarmEvent.CONDITION_UNKNOWN);

        assertThat(unknown).isEqualTo(new AlarmFacts(true, false, true));
        assertThat(unknown.on(AlarmEvent.CONDITION_KNOWN).conditionUnknown()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(AlarmEvent.class)
    void changesNothingWhenAnEventIsReplayed(AlarmEvent event) {
        for (AlarmFacts facts :
                List.of(
                        AlarmFacts.NORMAL,
                        new AlarmFacts(true, false, false),
                        new AlarmFacts(true, true, true),
                        new AlarmFacts(false, false, false))) {
            AlarmFacts once = facts.on(event);
            assertThat(once.on(event)).isSameAs(once);
        }
    }

    private static AlarmState after(AlarmEvent... events) {
        AlarmFacts facts = AlarmFacts.NORMAL;
        for (AlarmEvent event : events) {
            facts = facts.on(event);
        }
        return facts.state();
    }
}
