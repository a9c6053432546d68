package io.lineside.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReleaseTest {

    @Test
    void aSnapshotSortsBeforeItsRelease() {
        assertThat(new Release("0.2.0-SNAPSHOT").linux()).isEqualTo("0.2.0~snapshot");
        assertThat(new Release("0.2.0").linux()).isEqualTo("0.2.0");
    }

    @Test
    void bundlesHaveNumbersAloneAndMacOsNoLeadingZero() {
        assertThat(new Release("0.2.1-SNAPSHOT").bundle(Os.WINDOWS)).isEqualTo("0.2.1");
        assertThat(new Release("0.2.1").bundle(Os.MACOS)).isEqualTo("1.2.1");
        assertThat(new Release("3.2.1").bundle(Os.MACOS)).isEqualTo("3.2.1");
    }

    @Test
    void whatIsNoVersionIsRefused() {
        for (String text : new String[] {"", "1.0", "1.0.0-", "1.0.0 beta", "1.0.0/../x"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Release(text))
                    .withMessageContaining("expected MAJOR.MINOR.PATCH");
        }
    }
}
