package io.lineside.relay.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AssetPath;
import io.lineside.wire.AlarmView;
import io.lineside.wire.Groups;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmIndexTest {

    private static AlarmView alarm(String unit, long number) {
        return SampleAlarms.high(unit, number);
    }

    @Test
    void theUnitsOfAnAreaAreTogetherInTheOrderGiven() {
        AlarmView first = alarm("north/process/reactor", 1);
        AlarmView second = alarm("north/process/tank", 2);
        AlarmView third = alarm("north/process/reactor", 3);
        AlarmIndex index = AlarmIndex.of(List.of(first, second, third));
        assertThat(index.in("alarms:north/process")).containsExactly(first, second, third);
    }

    @Test
    void anAreaDoesNotHaveWhatItsNamesakesHave() {
        AlarmIndex index =
                AlarmIndex.of(List.of(alarm("north/process-2/a", 1), alarm("south/process/a", 2)));
        assertThat(index.in("alarms:north/process")).isEmpty();
        assertThat(index.in("alarms:north/process-2")).hasSize(1);
    }

    @Test
    void everyGroupOfAFloodHasWhatFilteringGives() {
        List<AlarmView> alarms = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            alarms.add(alarm("s" + i % 3 + "/a" + i % 7 + "/u" + i % 11, i));
        }
        AlarmIndex index = AlarmIndex.of(alarms);
        for (int i = 0; i < 21; i++) {
            AssetPath area = new AssetPath("s" + i % 3 + "/a" + i % 7);
            assertThat(index.in(Groups.alarms(area)))
                    .containsExactlyElementsOf(
                            alarms.stream()
                                    .filter(each -> area.covers(new AssetPath(each.unit())))
                                    .toList());
        }
    }
}
