package io.lineside.desktop.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Navigation;
import io.lineside.model.AlarmState;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewModelTest {

    private final List<Navigation.Destination> opened = new ArrayList<>();
    private final OverviewModel model = new OverviewModel(new Navigation("overview", opened::add));
    private final TestFrames frames = new TestFrames();

    private String summary() {
        model.pulse(frames.frame());
        return model.summary().get();
    }

    @Test
    void withoutDevicesItWaits() {
        assertThat(summary()).startsWith("No devices are known yet");
        assertThat(model.areas()).isEmpty();
    }

    @Test
    void areasWithDevicesAreThereInTheOrderOfThePlant() {
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(model.areas())
                .extracting(AreaModel::name)
                .containsExactly("Berlin works · Process", "Fleet · Vans");
    }

    @Test
    void oneLineCountsAreasAlarmsAndAge() {
        model.show(PlantIndex.of(TestPlant.view()));
        assertThat(summary()).isEqualTo("All 2 areas without alarms, no data yet");
        frames.allWell();
        assertThat(summary()).isEqualTo("All 2 areas without alarms, newest data 0.4 s old");
        frames.alarms.add(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
        assertThat(summary()).isEqualTo("1 of 2 areas in alarm, newest data 0.4 s old");
    }

    @Test
    void withoutALinkItSaysNotLiveAndNothingOfAlarms() {
        model.show(PlantIndex.of(TestPlant.view()));
        frames.allWell().status = TestFrames.NO_LINK;
        frames.alarms.add(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
        assertThat(summary()).isEqualTo("2 areas, NOT LIVE, newest data 0.4 s old");
    }

    @Test
    void aDeviceIsOpenedByItsId() {
        model.openDevice("van-1");
        assertThat(opened).containsExactly(new Navigation.Destination("device", "van-1"));
    }

    @Test
    void anAreaCountsItsAlarmsAndLiveValues() {
        PlantView.Site site = TestPlant.view().sites().getFirst();
        AreaModel area = new AreaModel(site, site.areas().getFirst());
        assertThat(area.summary(frames.frame())).isEqualTo("0 of 3 live");
        frames.allWell();
        assertThat(area.summary(frames.frame())).isEqualTo("all 3 live");
        frames.alarms.add(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
        assertThat(area.summary(frames.frame())).isEqualTo("1 alarm · all 3 live");
        frames.values.lose();
        assertThat(area.summary(frames.frame())).isEqualTo("1 alarm · 0 of 3 live");
        assertThat(area.isCompact()).isFalse();
        assertThat(AreaModel.bars(area.devices().getFirst()))
                .extracting(PlantView.Signal::name)
                .containsExactly("temperature", "pressure");
    }
}
