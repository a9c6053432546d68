package io.lineside.desktop.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.TestPlant;
import io.lineside.model.SignalId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatestValuesTest {

    private static final SignalId TEMPERATURE = new SignalId("reactor-1", "temperature");

    private final LatestValues values = new LatestValues();

    private void sample(double number) {
        values.apply(
                TestPlant.envelope(
                        TestPlant.REACTOR,
                        0,
                        1,
                        List.of(TestPlant.row(TEMPERATURE.toString(), number, TestPlant.NOON))));
    }

    @Test
    void nothingIsLiveBeforeTheRelayWasHeard() {
        sample(1);
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
        values.regain();
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
        values.vouch(Set.of(TEMPERATURE));
        assertThat(values.of(TEMPERATURE).looksLive()).isTrue();
    }

    @Test
    void aLossMakesEverythingOldAtOnceAndTellsTheScreen() {
        values.regain();
        sample(1);
        assertThat(values.drain()).containsExactly(TEMPERATURE);
        values.lose();
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
        assertThat(values.drain()).containsExactly(TEMPERATURE);
        values.regain();
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
        sample(2);
        assertThat(values.of(TEMPERATURE).looksLive()).isTrue();
    }

    @Test
    void vouchingWithoutConfidenceDoesNothing() {
        sample(1);
        values.vouch(Set.of(TEMPERATURE));
        values.regain();
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
    }

    @Test
    void anUnknownSignalIsNeverLive() {
        values.regain();
        assertThat(values.of(TEMPERATURE).looksLive()).isFalse();
    }
}
