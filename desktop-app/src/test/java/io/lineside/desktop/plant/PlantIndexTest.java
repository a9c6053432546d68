package io.lineside.desktop.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.wire.PlantView;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantIndexTest {

    private final PlantIndex plant = PlantIndex.of(TestPlant.view());

    @Test
    void timesAreShownInTheZoneOfTheFirstSite() {
        PlantView.Site tokyo = new PlantView.Site("tokyo", "Tokyo", "Asia/Tokyo", List.of());
        PlantView.Site berlin = new PlantView.Site("berlin", "Berlin", "Europe/Berlin", List.of());
        assertThat(PlantIndex.of(new PlantView(1, List.of(tokyo, berlin))).zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(PlantIndex.empty().zone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void aZoneThatThisComputerDoesNotKnowIsNoReasonToShowNothing() {
        PlantView.Site mars = new PlantView.Site("mars", "Mars", "Mars/Olympus", List.of());
        assertThat(PlantIndex.of(new PlantView(1, List.of(mars))).zone())
                .isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void aDeviceThatThePlantDoesNotNameIsUnassigned() {
        assertThat(plant.unitOf("reactor-1").text()).isEqualTo("berlin/process/reactor");
        assertThat(plant.unitOf("stranger")).isEqualTo(AssetPath.UNASSIGNED);
        assertThat(plant.device("stranger")).isEmpty();
    }

    @Test
    void aValuesGroupHasTheSignalsOfItsUnit() {
        assertThat(plant.signalsOf(TestPlant.VANS))
                .containsExactlyInAnyOrder(
                        new SignalId("van-1", "position"), new SignalId("van-1", "speed"));
    }
}
