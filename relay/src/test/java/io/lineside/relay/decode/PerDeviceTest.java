package io.lineside.relay.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerDeviceTest {

    private final PerDevice<List<Integer>> states = new PerDevice<>(2, ArrayList::new);

    @Test
    void aDeviceFindsItsStateAgain() {
        states.of("a").add(1);
        states.of("b").add(2);
        assertThat(states.of("a")).containsExactly(1);
        assertThat(states.forgotten()).isZero();
    }

    @Test
    void theDeviceThatWasSilentForLongestIsForgottenAndCounted() {
        states.of("a").add(1);
        states.of("b").add(2);
        states.of("a").add(3);
        states.of("c").add(4);
        assertThat(states.of("a")).containsExactly(1, 3);
        assertThat(states.of("b")).isEmpty();
        assertThat(states.forgotten()).isEqualTo(2);
    }

    @Test
    void itRemembersAtLeastOneDevice() {
        assertThatThrownBy(() -> new PerDevice<>(0, ArrayList::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 or more");
    }
}
