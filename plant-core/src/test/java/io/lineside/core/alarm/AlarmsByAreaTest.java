package io.lineside.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AssetPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsByAreaTest {

    private static AlarmStatus alarm(String unit, long number) {
        return SampleAlarms.high(unit, number);
    }

    @Test
    void theUnitsOfAnAreaAreTogetherInTheOrderGiven() {
        AlarmStatus first = alarm("north/process/reactor", 1);
        AlarmStatus second = alarm("north/process/tank", 2);
        AlarmStatus third = alarm("north/process/reactor", 3);
        AlarmsByArea index = AlarmsByArea.of(List.of(first, second, third));
        assertThat(index.in(new AssetPath("north/process"))).containsExactly(first, second, third);
    }

    @Test
    void anAreaDoesNotHaveWhatItsNamesakesHave() {
        AlarmsByArea index =
                AlarmsByArea.of(
                        List.of(alarm("north/process-2/a", 1), alarm("south/process/a", 2)));
        assertThat(index.in(new AssetPath("north/process"))).isEmpty();
        assertThat(index.in(new AssetPath("north/process-2"))).hasSize(1);
    }

    @Test
    void everyAreaOfAFloodHasWhatFilteringGives() {
        List<AlarmStatus> alarms = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            alarms.add(alarm("s" + i % 3 + "/a" + i % 7 + "/u" + i % 11, i));
        }
        AlarmsByArea index = AlarmsByArea.of(alarms);
        for (int i = 0; i < 21; i++) {
            AssetPath area = new AssetPath("s" + i % 3 + "/a" + i % 7);
            assertThat(index.in(area))
                    .containsExactlyElementsOf(
                            alarms.stream().filter(each -> area.covers(each.unit())).toList());
        }
    }
}
