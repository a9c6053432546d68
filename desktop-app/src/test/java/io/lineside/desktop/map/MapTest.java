package io.lineside.desktop.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class MapTest {

    @Test
    void mercatorAndBack() {
        assertThat(Mercator.x(0)).isEqualTo(0.5);
        assertThat(Mercator.y(0)).isCloseTo(0.5, within(1e-12));
        assertThat(Mercator.latitude(Mercator.y(52.52))).isCloseTo(52.52, within(1e-9));
        assertThat(Mercator.y(90)).isCloseTo(0, within(1e-5));
    }

    @Test
    void aMetreShrinksTowardsThePoles() {
        assertThat(Mercator.metres(Mercator.y(60)) / Mercator.metres(0.5))
                .isCloseTo(0.5, within(1e-6));
    }

    @Test
    void readsArcsForwardsAndBackwards() {
        WorldMap world =
                WorldMap.read(
                        new StringReader(
                                """
                                {"type":"Topology","objects":{"countries":{"type":"GeometryCollection","geometries":[
                                  {"type":"Polygon","arcs":[[0,1]]},
                                  {"type":"MultiPolygon","arcs":[[[-2,-1]]]}]}},
                                 "arcs":[[[0,0],[10,0]],[[10,0],[0,10],[-10,-10]]],
                                 "transform":{"scale":[1,1],"translate":[0,0]}}
                                """));
        assertThat(world.countries()).hasSize(2);
        WorldMap.Ring first = world.countries().get(0).rings().getFirst();
        WorldMap.Ring second = world.countries().get(1).rings().getFirst();
        assertThat(first.xs())
                .containsExactly(Mercator.x(0), Mercator.x(10), Mercator.x(10), Mercator.x(0));
        assertThat(second.xs())
                .containsExactly(Mercator.x(0), Mercator.x(10), Mercator.x(10), Mercator.x(0));
        assertThat(first.maxX()).isEqualTo(Mercator.x(10));
    }

    @Test
    void theWorldComesWithTheProgram() throws IOException {
        assertThat(WorldMap.load().countries()).hasSizeGreaterThan(1_000);
    }

    @Test
    void theScaleBarIsARoundLength() {
        assertThat(BaseLayer.roundLength(740)).isEqualTo(500);
        assertThat(BaseLayer.roundLength(2_300)).isEqualTo(2_000);
        assertThat(BaseLayer.length(500)).isEqualTo("500 m");
        assertThat(BaseLayer.length(50_000)).isEqualTo("50 km");
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointer() {
        Viewport view = Viewport.fit(0.53, 0.32, 0.54, 0.33, 800, 600);
        double x = (100 - 400) / view.scale() + view.centreX();
        Viewport zoomed = view.zoomed(2, 100, 200);
        assertThat(zoomed.toX(x)).isCloseTo(100, within(1e-6));
    }

    @Test
    void fittingShowsAllOfIt() {
        Viewport view = Viewport.fit(0.2, 0.3, 0.7, 0.4, 800, 600);
        assertThat(view.toX(0.2)).isBetween(0.0, 800.0);
        assertThat(view.toX(0.7)).isBetween(0.0, 800.0);
    }
}
