package io.lineside.relay.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateTest {

    @Test
    void readsWhatPeopleType() {
        assertThat(Rate.parse("2/s").perSecond()).isEqualTo(2);
        assertThat(Rate.parse("30/m").perSecond()).isEqualTo(0.5);
        assertThat(Rate.parse("7.2/h").perSecond()).isEqualTo(0.002);
        assertThat(Rate.parse("864/d").perSecond()).isEqualTo(0.01);
        assertThat(Rate.parse("6/h")).hasToString("6/h");
        assertThat(Rate.parse("0.5/m")).hasToString("0.5/m");
    }

    @Test
    void theErrorNamesWhatIsExpected() {
        assertThatThrownBy(() -> Rate.parse("6"))
                .hasMessage("'6' is no rate, expected a number and /s, /m, /h or /d, such as 6/h");
        assertThatThrownBy(() -> Rate.parse("-1/s")).hasMessageContaining("'-1/s'");
        assertThatThrownBy(() -> Rate.parse("1/y")).hasMessageContaining("'1/y'");
    }
}
