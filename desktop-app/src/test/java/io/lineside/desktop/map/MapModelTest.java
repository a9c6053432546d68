package io.lineside.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Navigation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapModelTest {

    private final List<Navigation.Destination> opened = new ArrayList<>();
    private final MapModel model = new MapModel(new Navigation("map", opened::add));
    private final TestFrames frames = new TestFrames();

    private void shown() {
        model.show(PlantIndex.of(TestPlant.view()));
        model.resize(800, 500);
        model.pulse(frames.allWell().frame());
    }

    private double xOf(int cluster) {
        return model.view().toX(model.clusters().get(cluster).x());
    }

    private double yOf(int cluster) {
        return model.view().toY(model.clusters().get(cluster).y());
    }

    @Test
    void withoutPositionsItShowsTheWorld() {
        model.pulse(frames.frame());
        assertThat(model.summary().get()).isEqualTo("No device has told a position yet");
        assertThat(model.view()).isEqualTo(Viewport.world(800, 500));
    }

    @Test
    void allDevicesAreInViewAndThoseThatAreNotLiveAreCounted() {
        shown();
        assertThat(model.summary().get()).isEqualTo("2 devices");
        assertThat(model.clusters()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(xOf(i)).isBetween(0.0, 800.0);
            assertThat(yOf(i)).isBetween(0.0, 500.0);
        }
        frames.values.lose();
        model.pulse(frames.frame());
        assertThat(model.summary().get()).isEqualTo("2 devices, 2 not live");
    }

    @Test
    void aUnitIsShownAloneAndAnUnknownOneShowsTheWhole() {
        shown();
        assertThat(model.areas())
                .containsExactly(
                        MapModel.EVERYTHING, "berlin/process/reactor", "fleet/vans/berlin");
        model.focus("fleet/vans/berlin");
        model.pulse(frames.frame());
        assertThat(xOf(1)).as("the van").isCloseTo(400, within(1e-6));
        model.focus("nowhere");
        assertThat(model.area().get()).isEqualTo(MapModel.EVERYTHING);
    }

    @Test
    void aViewThatTheOperatorChoseStaysUntilAllAreToBeFitted() {
        shown();
        model.move(30, -20);
        Viewport chosen = model.view();
        model.show(PlantIndex.of(TestPlant.view()));
        model.pulse(frames.frame());
        assertThat(model.view()).isEqualTo(chosen);
        model.zoom(true);
        assertThat(model.view().scale()).isGreaterThan(chosen.scale());
        model.fitAll();
        model.pulse(frames.frame());
        assertThat(xOf(0)).isBetween(0.0, 800.0);
        assertThat(model.view()).isNotEqualTo(chosen);
    }

    @Test
    void aClickOnADeviceOpensIt() {
        shown();
        model.click(xOf(1) + 5, yOf(1) - 5);
        assertThat(opened).containsExactly(new Navigation.Destination("device", "van-1"));
        model.click(1, 1);
        assertThat(opened).hasSize(1);
    }

    @Test
    void aClickOnAClusterZoomsIntoIt() {
        shown();
        for (int i = 0; i < 12; i++) {
            model.zoom(false);
        }
        model.pulse(frames.frame());
        assertThat(model.clusters()).hasSize(1);
        double before = model.view().scale();
        model.click(xOf(0), yOf(0));
        assertThat(opened).isEmpty();
        assertThat(model.view().scale()).isGreaterThan(before);
    }

    @Test
    void picturesAreTakenOfTheWholeAndOfTheUnitThatMoves() {
        assertThat(model.variants()).containsExactly("");
        shown();
        assertThat(model.variants()).containsExactly("", "fleet/vans/berlin");
    }
}
