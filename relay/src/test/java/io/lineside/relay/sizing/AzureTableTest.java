package io.lineside.relay.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AzureTableTest {

    private static Load load(int operators, double in, int members) {
        return new Load(
                Duration.ofSeconds(1), operators, List.of(new GroupLoad("g", 1, 500, in, members)));
    }

    private static int units(Load load) {
        return AzureTable.smallest(load).map(AzureTable.Column::units).orElse(0);
    }

    @Test
    void theRowThatIsReachedFirstDecides() {
        assertThat(units(load(1_000, 200, 10))).isEqualTo(1);
        assertThat(units(load(1_001, 200, 10))).as("connections").isEqualTo(2);
        assertThat(units(load(10, 200.5, 1))).as("REST inbound").isEqualTo(2);
        assertThat(units(load(10, 199, 11))).as("big-group outbound").isEqualTo(2);
    }

    @Test
    void betweenColumnsTheLargerIsNamedAndWhatWouldDoIsReported() {
        Load load = load(450, 10, 450);
        assertThat(units(load)).isEqualTo(10);
        assertThat(AzureTable.between(load).map(AzureTable.Column::units)).contains(3);
        Load large = load(10_000, 21, 10_000);
        assertThat(units(large)).isEqualTo(200);
        assertThat(AzureTable.between(large).map(AzureTable.Column::units)).contains(200);
    }

    @Test
    void above100UnitsItIsPremiumP2() {
        assertThat(AzureTable.smallest(load(10_000, 20, 10_000)).orElseThrow().tier())
                .isEqualTo("Standard");
        assertThat(AzureTable.smallest(load(10_000, 21, 10_000)).orElseThrow().tier())
                .isEqualTo("Premium_P2");
    }

    @Test
    void beyondTheTableThereIsNothing() {
        assertThat(units(load(1_000_000, 2, 1_000_000))).isEqualTo(1_000);
        assertThat(AzureTable.smallest(load(1_000_000, 2.1, 1_000_000))).isEmpty();
        assertThat(AzureTable.between(load(1_000_000, 2.1, 1_000_000))).isEmpty();
    }

    @Test
    void theFreeTierEndsAt20ConnectionsAnd20000MessagesADay() {
        double aDay = 20_000.0 / 86_400;
        assertThat(AzureTable.isFree(load(20, aDay / 20, 20))).isTrue();
        assertThat(AzureTable.isFree(load(21, aDay / 21, 21))).isFalse();
        assertThat(AzureTable.isFree(load(20, aDay / 20 * 1.001, 20))).isFalse();
    }
}
