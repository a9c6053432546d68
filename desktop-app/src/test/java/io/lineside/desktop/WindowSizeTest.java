package io.lineside.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.desktop.settings.SettingsException;
import io.lineside.desktop.settings.UserSettings;
import org.junit.jupiter.api.Test;

class WindowSizeTest {

    @Test
    void theCommandLineGoesBeforeTheUsersOwnAndThatBeforeTheUsualSize() throws Exception {
        UserSettings user = UserSettings.NONE.withWindow(1280, 800);
        assertThat(WindowSize.of("800x600", false, user)).isEqualTo(new WindowSize(800, 600));
        assertThat(WindowSize.of(null, false, user)).isEqualTo(new WindowSize(1280, 800));
        assertThat(WindowSize.of(null, false, UserSettings.NONE))
                .isEqualTo(new WindowSize(1000, 720));
    }

    @Test
    void aSizeThatIsNoneIsRefusedWithTheOptionsName() {
        assertThatThrownBy(() -> WindowSize.of("wide", false, UserSettings.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessage("--size is 'wide', expected width x height such as 1280x800");
        assertThatThrownBy(() -> WindowSize.of("100x100", false, UserSettings.NONE))
                .hasMessage("--size is '100x100', expected at least 400x300");
        assertThatThrownBy(() -> WindowSize.of("1280x800", true, UserSettings.NONE))
                .hasMessage("--size is '1280x800', but --headless has a screen of 1000x1000");
    }
}
