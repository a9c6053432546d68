package io.lineside.desktop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final URI ONE = URI.create("https://one.plant.example/lineside");
    private static final URI TWO = URI.create("http://127.0.0.1:9000");

    private final Path file;

    SettingsTest(@TempDir Path directory) {
        file = directory.resolve("below").resolve("desktop.yaml");
    }

    private Preset preset(String text) throws Exception {
        return Preset.read(written(text));
    }

    private Path written(String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void theCommandLineGoesBeforeThePresetAndThatBeforeTheUsersOwn() throws Exception {
        UserSettings user = UserSettings.NONE.withRelay(TWO);
        Preset none = Preset.read(file);
        assertThat(none.choose(null, UserSettings.NONE))
                .isEqualTo(URI.create("http://127.0.0.1:8480"));
        assertThat(none.choose(null, user)).isEqualTo(TWO);
        Preset preset = preset("relay: " + ONE + "\n");
        assertThat(preset.choose(null, user)).isEqualTo(ONE);
        assertThat(preset.choose(TWO, user)).isEqualTo(TWO);
    }

    @Test
    void aLockedPresetLetsNoOtherRelayBeShown() throws Exception {
        Preset locked = preset("relay: " + ONE + "\nlocked: true\n");
        assertThat(locked.choose(ONE, UserSettings.NONE)).isEqualTo(ONE);
        assertThat(locked.choose(null, UserSettings.NONE.withRelay(TWO))).isEqualTo(ONE);
        assertThatThrownBy(() -> locked.choose(TWO, UserSettings.NONE))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("locked the relay " + ONE);
    }

    @Test
    void whatIsWrongIsToldWithFileLineAndKey() {
        assertThatThrownBy(() -> preset("locked: false\nrelay: here\n"))
                .hasMessageStartingWith(file + ":2: relay: expected an address such as")
                .hasMessageEndingWith("found 'here'");
        assertThatThrownBy(() -> preset("rely: x\n"))
                .hasMessageStartingWith(file + ":1: rely: there is no such key");
        assertThatThrownBy(() -> preset("relay: " + ONE + "\nlocked: perhaps\n"))
                .hasMessageEndingWith(":2: locked: expected true or false, found 'perhaps'");
        assertThatThrownBy(() -> preset("locked: true\n"))
                .hasMessageContaining("locked: expected a relay");
        assertThatThrownBy(() -> preset("relay: {\n")).hasMessageContaining("expected YAML");
        assertThatThrownBy(() -> UserSettings.read(written("window: {width: 10}\n")))
                .hasMessageEndingWith("window.width: expected 400 to 20000, found '10'");
    }

    @Test
    void aUsersSettingsAreReadAsTheyWereWritten() throws Exception {
        UserSettings some = UserSettings.NONE.withRelay(TWO).withWindow(1280, 800);
        some.write(file);
        assertThat(UserSettings.read(file)).isEqualTo(some);
        UserSettings.NONE.write(file);
        assertThat(UserSettings.read(file)).isEqualTo(UserSettings.NONE);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aUsersBrokenSettingsKeepNoWindowShutAndAreLeftAlone() throws Exception {
        Path own = written("window: wide\n");
        SettingsPlaces places = new SettingsPlaces(file.resolveSibling("none"), own, own);
        StartSettings settings = StartSettings.read(places, true);
        assertThat(settings.relay(null)).isEqualTo(URI.create("http://127.0.0.1:8480"));
        settings.keep(UserSettings.NONE.withWindow(800, 600));
        assertThat(own).hasContent("window: wide");
        assertThatThrownBy(() -> settings.relay(URI.create("relay.example")))
                .hasMessageContaining("--relay is 'relay.example', expected an address");
    }

    @Test
    void whatChangedIsKeptForTheNextStartUnlessNobodySitsBeforeIt() throws Exception {
        SettingsPlaces places = new SettingsPlaces(file.resolveSibling("none"), file, file);
        StartSettings.read(places, false).keep(UserSettings.NONE.withRelay(TWO));
        assertThat(file).doesNotExist();
        StartSettings.read(places, true).keep(UserSettings.NONE.withRelay(TWO));
        assertThat(StartSettings.read(places, true).relay(null)).isEqualTo(TWO);
        assertThat(StartSettings.read(places, false).relay(null)).isNotEqualTo(TWO);
    }

    @Test
    void everySystemHasItsOwnPlaces() {
        Path home = Path.of("/home/anna");
        Path temporary = Path.of("/tmp/lineside-anna");
        assertThat(SettingsPlaces.of("Linux", Map.of(), home, temporary))
                .isEqualTo(
                        new SettingsPlaces(
                                Path.of("/etc/lineside/desktop.yaml"),
                                Path.of("/home/anna/.config/lineside/desktop.yaml"),
                                temporary));
        assertThat(
                        SettingsPlaces.of(
                                "Linux",
                                Map.of(
                                        "XDG_CONFIG_HOME", "/home/anna/conf",
                                        "XDG_RUNTIME_DIR", "/run/user/7"),
                                home,
                                temporary))
                .isEqualTo(
                        new SettingsPlaces(
                                Path.of("/etc/lineside/desktop.yaml"),
                                Path.of("/home/anna/conf/lineside/desktop.yaml"),
                                Path.of("/run/user/7/lineside")));
        assertThat(
                        SettingsPlaces.of(
                                "Windows 11",
                                Map.of(
                                        "PROGRAMDATA", "/pd",
                                        "APPDATA", "/roaming",
                                        "LOCALAPPDATA", "/local"),
                                home,
                                temporary))
                .isEqualTo(
                        new SettingsPlaces(
                                Path.of("/pd/Lineside/desktop.yaml"),
                                Path.of("/roaming/Lineside/desktop.yaml"),
                                Path.of("/local/Lineside")));
        assertThat(SettingsPlaces.of("Mac OS X", Map.of(), home, temporary).preset())
                .isEqualTo(Path.of("/Library/Application Support/Lineside/desktop.yaml"));
    }
}
