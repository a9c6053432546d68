package io.lineside.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ValueTest {

    @Test
    void hasNoFormForWhatIsNotFinite() {
        assertThatThrownBy(() -> new Value.Num(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Value.Geo(91, 0)).hasMessageContaining("latitude is 91.0");
        assertThatThrownBy(() -> new Value.Geo(0, Double.NaN)).hasMessageContaining("longitude");
    }

    @Test
    void comparesWithALimitWhereItIsANumber() {
        assertThat(new Value.Num(2.5).comparable()).hasValue(2.5);
        assertThat(new Value.Bool(true).comparable()).hasValue(1);
        assertThat(new Value.Text("x").comparable()).isEmpty();
    }

    @Test
    void hasNoValueOnlyWhenBad() {
        SignalId signal = SignalId.parse("d/a/b");
        assertThat(signal).isEqualTo(new SignalId("d", "a/b"));
        assertThatThrownBy(() -> new Sample(signal, null, Quality.GOOD, null, Instant.EPOCH))
                .hasMessageContaining("expected bad");
    }
}
