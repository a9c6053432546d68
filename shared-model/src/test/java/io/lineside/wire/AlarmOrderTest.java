package io.lineside.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmOrderTest {

    private static AlarmView alarm(String id, int priority, AlarmState display, long raisedAt) {
        return new AlarmView(
                id,
                "o1",
                1,
                "reactor-1/temperature",
                "berlin/process/reactor",
                AlarmType.HIGH,
                priority,
                "high",
                display,
                false,
                81.2,
                80,
                raisedAt,
                null,
                null,
                null,
                null,
                true);
    }

    @Test
    void priorityThenUnacknowledgedThenTheNewestThenTheId() {
        List<AlarmView> ordered =
                List.of(
                        alarm("a", 1, AlarmState.ACKNOWLEDGED, 10),
                        alarm("b", 2, AlarmState.UNACKNOWLEDGED, 30),
                        alarm("c", 2, AlarmState.RETURNED_UNACKNOWLEDGED, 20),
                        alarm("d", 2, AlarmState.UNACKNOWLEDGED, 20),
                        alarm("e", 2, AlarmState.ACKNOWLEDGED, 40),
                        alarm("f", 3, AlarmState.UNACKNOWLEDGED, 50));
        List<AlarmView> sorted = new ArrayList<>(ordered);
        Collections.reverse(sorted);
        sorted.sort(AlarmOrder.URGENCY);
        assertThat(sorted).isEqualTo(ordered);
    }
}
