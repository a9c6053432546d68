package io.lineside.desktop.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.AlarmState;
import io.lineside.wire.PlantView;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceModelTest {

    private final DeviceModel model = new DeviceModel();
    private final TestFrames frames = new TestFrames();

    @Test
    void withoutDevicesItSaysSo() {
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.name().get()).isEqualTo("No device");
        assertThat(model.shown().get().id()).isNull();
    }

    @Test
    void theFirstDeviceIsShownAndItsScalesComeFirst() {
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(model.devices()).containsExactly("reactor-1", "van-1");
        DeviceModel.Shown shown = model.shown().get();
        assertThat(shown.id()).isEqualTo("reactor-1");
        assertThat(shown.figures())
                .extracting(PlantView.Signal::name)
                .containsExactly("temperature", "pressure");
        assertThat(shown.states()).extracting(PlantView.Signal::name).containsExactly("mode");
    }

    @Test
    void theChosenDeviceStaysWhenThePlantChangesAndGivesWayWhenItIsGone() {
        model.show(PlantIndex.of(TestPlant.view()));
        model.select("van-1");
        PlantView two = TestPlant.view();
        model.show(PlantIndex.of(new PlantView(8, two.sites().reversed())));
        assertThat(model.devices()).containsExactly("van-1", "reactor-1");
        assertThat(model.shown().get().id()).isEqualTo("van-1");
        model.show(PlantIndex.of(new PlantView(9, two.sites().subList(0, 1))));
        assertThat(model.shown().get().id()).isEqualTo("reactor-1");
    }

    @Test
    void aDeviceThatIsChosenBeforeThePlantIsKnownIsShownThen() {
        model.select("van-1");
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(model.shown().get().id()).isEqualTo("van-1");
        assertThat(model.shown().get().figures()).isNotEmpty();
    }

    @Test
    void theHeadHasPlaceIdAndAge() {
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(model.pulse(frames.frame())).isTrue();
        assertThat(model.facts().get())
                .isEqualTo("berlin/process/reactor · reactor-1 · nothing heard yet");
        frames.allWell();
        assertThat(model.pulse(frames.frame())).isFalse();
        assertThat(model.name().get()).isEqualTo("Reactor 1");
        assertThat(model.facts().get()).endsWith(" · last sample 0.4 s ago");
    }

    @Test
    void theListHasTheSignOfADevicesWorstAlarm() {
        model.show(PlantIndex.of(TestPlant.view()));
        frames.alarms.addAll(
                List.of(
                        TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED),
                        TestPlant.alarm(2, AlarmState.UNACKNOWLEDGED)));
        assertThat(model.pulse(frames.frame())).as("the labels change").isTrue();
        assertThat(model.label("reactor-1")).isEqualTo("■1  Reactor 1");
        assertThat(model.label("van-1")).isEqualTo("Van 1");
    }

    @Test
    void theEmptyDetailIsTheFirstDevice() {
        assertThat(model.deviceOf("")).isEmpty();
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(model.deviceOf("")).isEqualTo("reactor-1");
        assertThat(model.deviceOf("van-1")).isEqualTo("van-1");
        assertThat(model.variants()).containsExactly("");
    }
}
