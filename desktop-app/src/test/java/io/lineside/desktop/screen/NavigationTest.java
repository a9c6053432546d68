package io.lineside.desktop.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NavigationTest {

    private final List<Navigation.Destination> opened = new ArrayList<>();
    private final Navigation navigation = new Navigation("overview", opened::add);

    private static Navigation.Destination at(String screen, String detail) {
        return new Navigation.Destination(screen, detail);
    }

    @Test
    void backGoesTheWayThatWasCome() {
        navigation.open("map");
        navigation.openDevice("van-1");
        assertThat(navigation.back()).isTrue();
        assertThat(navigation.back()).isTrue();
        assertThat(navigation.back()).as("the beginning of the way").isFalse();
        assertThat(opened)
                .containsExactly(
                        at("map", ""), at("device", "van-1"), at("map", ""), at("overview", ""));
        assertThat(navigation.current()).isEqualTo(at("overview", ""));
    }

    @Test
    void openingWhatIsOpenIsNoStep() {
        navigation.open("overview");
        assertThat(opened).hasSize(1);
        assertThat(navigation.back()).isFalse();
    }

    @Test
    void twoDevicesAreTwoSteps() {
        navigation.openDevice("reactor-1");
        navigation.openDevice("van-1");
        assertThat(navigation.back()).isTrue();
        assertThat(navigation.current()).isEqualTo(at("device", "reactor-1"));
    }

    @Test
    void theWayBackIsBounded() {
        for (int i = 0; i <= Navigation.MOST_STEPS; i++) {
            navigation.openDevice("device-" + i);
        }
        int steps = 0;
        while (navigation.back()) {
            steps++;
        }
        assertThat(steps).isEqualTo(Navigation.MOST_STEPS);
    }
}
