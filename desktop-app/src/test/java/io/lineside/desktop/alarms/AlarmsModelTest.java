package io.lineside.desktop.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.AlarmState;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlarmsModelTest {

    private static final AlarmView FIRST =
            TestPlant.alarm("reactor-1/temperature/HH", "o1", 1, AlarmState.UNACKNOWLEDGED);
    private static final AlarmView SECOND =
            TestPlant.alarm("reactor-1/temperature/H", "o2", 2, AlarmState.UNACKNOWLEDGED);

    private final List<AlarmView> acknowledged = new ArrayList<>();
    private final CompletableFuture<Acknowledgement.Answer> answer = new CompletableFuture<>();
    private final AlarmsModel model =
            new AlarmsModel(
                    (alarm, comment) -> {
                        acknowledged.add(alarm);
                        return answer;
                    });
    private final TestFrames frames = new TestFrames();

    private void answered(Acknowledgement.Result result, @Nullable String reason) {
        answer.complete(new Acknowledgement.Answer(result, reason, null));
    }

    private String answer() {
        boolean unused = model.pulse(frames.frame());
        return model.answer().get();
    }

    @Test
    void rowsAreTheAlarmsInTheirOrderAndReplacedOnlyWhenTheyChange() {
        frames.alarms.addAll(List.of(FIRST, SECOND));
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.rows()).containsExactly(FIRST, SECOND);
        assertThat(model.pulse(frames.frame())).isFalse();
        frames.alarms.removeFirst();
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.rows()).containsExactly(SECOND);
    }

    @Test
    void theSelectionFollowsTheOccurrenceAndNotTheRow() {
        frames.alarms.add(SECOND);
        assertThat(model.pulse(frames.frame())).isTrue();
        model.select(List.of(SECOND));
        frames.alarms.addFirst(FIRST);
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.selectedRows()).containsExactly(1);
        frames.alarms.set(1, TestPlant.alarm(SECOND.alarm(), "o3", 2, AlarmState.UNACKNOWLEDGED));
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.selectedRows()).as("another raise was not selected").isEmpty();
    }

    @Test
    void everySelectedAlarmIsAcknowledgedAndTheResultIsShown() {
        model.select(List.of(FIRST, SECOND));
        model.acknowledge();
        assertThat(acknowledged).containsExactly(FIRST, SECOND);
        assertThat(answer()).isEmpty();
        answered(Acknowledgement.Result.ACCEPTED, null);
        assertThat(answer()).isEqualTo("Acknowledged: Reactor temperature high");
    }

    @Test
    void aConflictShowsTheReasonOfTheRelay() {
        model.select(List.of(FIRST));
        model.acknowledge();
        answered(Acknowledgement.Result.CONFLICT, "It was raised again meanwhile.");
        assertThat(answer()).isEqualTo("It was raised again meanwhile.");
    }

    @Test
    void aResultWithoutAReasonIsShownByItsWord() {
        model.select(List.of(FIRST));
        model.acknowledge();
        answered(Acknowledgement.Result.UNKNOWN, null);
        assertThat(answer()).isEqualTo("unknown: Reactor temperature high");
    }

    @Test
    void withoutASelectionNothingIsSent() {
        model.acknowledge();
        assertThat(acknowledged).isEmpty();
        assertThat(model.answer().get()).isEqualTo("Select an alarm first.");
    }

    @Test
    void withoutALiveLinkItIsOffAndSaysWhyUntilTheLinkIsBack() {
        frames.status = TestFrames.DELAYED;
        assertThat(answer()).startsWith("Acknowledging is off");
        assertThat(model.canAcknowledge().get()).isFalse();
        frames.status = TestFrames.LIVE;
        assertThat(answer()).isEmpty();
        assertThat(model.canAcknowledge().get()).isTrue();
    }

    @Test
    void theSummaryCountsAndSaysWhenTheListMayBeOld() {
        assertThat(answer()).isEmpty();
        assertThat(model.summary().get()).isEqualTo("No active alarms");
        frames.alarms.addAll(List.of(FIRST, TestPlant.alarm(3, AlarmState.ACKNOWLEDGED)));
        frames.status = TestFrames.NO_LINK;
        assertThat(answer()).startsWith("Acknowledging is off");
        assertThat(model.summary().get())
                .isEqualTo("2 alarms, 1 unacknowledged  ·  NOT LIVE, this list may be old");
    }

    @Test
    void columnsHaveNamesUnitsAndTheTimeOfThePlantsZone() {
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(answer()).isEmpty();
        AlarmTexts texts = model.texts();
        assertThat(texts.raised(FIRST)).isEqualTo("11:59:40");
        assertThat(texts.device(FIRST)).isEqualTo("Reactor 1");
        assertThat(texts.signal(FIRST)).isEqualTo("Temperature H");
        assertThat(texts.value(FIRST)).isEqualTo("81.2 °C");
        assertThat(texts.limit(FIRST)).isEqualTo("> 80.0 °C");
        assertThat(AlarmTexts.state(FIRST)).isEqualTo("Unacknowledged");
    }
}
