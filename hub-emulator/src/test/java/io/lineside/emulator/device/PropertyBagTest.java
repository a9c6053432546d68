package io.lineside.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyBagTest {

    @Test
    void tellsAKeyAloneFromAnEmptyValue() {
        assertThat(PropertyBag.parse("alone&empty=").application())
                .containsEntry("alone", null)
                .containsEntry("empty", "");
    }

    @Test
    void readsSystemPropertiesOfEitherSpelling() {
        PropertyBag bag = PropertyBag.parse("$.mid=1&%24.ct=a%2Fb&%24%2Ece=utf-8");
        assertThat(bag.system())
                .containsEntry("mid", "1")
                .containsEntry("ct", "a/b")
                .containsEntry("ce", "utf-8");
        assertThat(bag.application()).isEmpty();
    }

    @Test
    void keepsEverythingBehindTheFirstEqualsSign() {
        assertThat(PropertyBag.parse("k=a=b").application()).containsEntry("k", "a=b");
    }

    @Test
    void leavesAPlusAlone() {
        assertThat(PropertyBag.parse("a+b=c+d").application()).containsEntry("a+b", "c+d");
    }

    @Test
    void takesTheLastOfTwoEqualKeysAndPassesOverEmptyPairs() {
        assertThat(PropertyBag.parse("&k=1&&k=2&").application())
                .containsExactly(java.util.Map.entry("k", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k=%", "k=%4", "k=%zz", "k=%ff", "%c3=1", "k=%+1"})
    void refusesWhatIsNotPercentEncodedUtf8(String text) {
        assertThatThrownBy(() -> PropertyBag.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
