package io.lineside.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.SourceState;
import io.lineside.relay.publish.FakePlant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final FakePlant plant = new FakePlant();
    private @Nullable String unpublished;
    private final Health health = new Health(plant, () -> null, () -> unpublished);

    @Test
    void aRelayWhoseThreadsWorkIsLiveAndReady() {
        assertThat(health.stuck()).isEmpty();
        assertThat(health.notReady()).isEmpty();
    }

    @Test
    void anEngineThreadThatStandsStillIsNamedAndTheHubIsNotBlamed() {
        plant.stuck = "the plant thread has done nothing for 11 s";
        plant.state = SourceState.LOST;
        assertThat(health.stuck()).containsExactly(plant.stuck);
        assertThat(health.notReady()).containsExactly(plant.stuck);
    }

    @Test
    void whatIsNotPublishedIsNamedBesideALostHub() {
        unpublished = "values have not been published for 11 s";
        plant.state = SourceState.LOST;
        assertThat(health.stuck()).containsExactly(unpublished);
        assertThat(health.notReady())
                .containsExactly(unpublished, "there is no connection to the hub");
    }
}
