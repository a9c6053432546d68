package io.lineside.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The soak, small: it is the same program that runs for ten minutes by hand. */
class SoakIT {

    @Test
    void clientsThatComeAndGoLeaveNothingBehind() throws Exception {
        SoakPlan plan =
                new SoakPlan(
                        50,
                        7,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        2_000_000,
                        40);

        assertThat(new Soak(plan, System.out).run()).isEmpty();
    }
}
