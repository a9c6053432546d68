package io.lineside.emulator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceRegistryTest {

    // Made with: printf pump-1 | openssl dgst -sha256 -hmac 0123456789abcdef -binary | base64
    private static final String GROUP_KEY = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String PUMP_KEY = "7EQw4Yg0+9UCNKjZkigkXtJ2p8Lb3Wpk5K7CYYi1iW8=";

    @TempDir Path directory;

    @Test
    void derivesKeysAsEnrolmentGroupsDo() {
        assertThat(new DeviceRegistry(GROUP_KEY).deviceKey("pump-1")).isEqualTo(PUMP_KEY);
    }

    @Test
    void keepsItsGroupKeyOverStarts() throws IOException {
        String key = DeviceRegistry.open(directory).groupKey();
        assertThat(DeviceRegistry.open(directory).groupKey()).isEqualTo(key);
    }

    @Test
    void namesTheFileThatHoldsNoKeyAndNotWhatItHolds() throws IOException {
        Files.writeString(directory.resolve("group.key"), "not base64!");
        assertThatThrownBy(() -> DeviceRegistry.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("group.key: group key is not base64");
    }

    @Test
    void disablesAndEnablesADeviceItDoesNotKnowYet() {
        DeviceRegistry registry = DeviceRegistry.inMemory();
        DeviceIdentity pump = DeviceIdentity.device("pump");
        registry.disable(pump);
        assertThat(registry.isEnabled(pump)).isFalse();
        registry.enable(pump);
        assertThat(registry.isEnabled(pump)).isTrue();
    }

    @Test
    void takesIdsAsIotHubDoes() {
        assertThat(DeviceIdentity.ofClientId("a-b.c%_*?!(),:=@$'/m").moduleId()).isEqualTo("m");
        for (String id : new String[] {"", "a b", "ä", "a/b/c", "a/", "#", "x".repeat(129)}) {
            assertThatThrownBy(() -> DeviceIdentity.ofClientId(id))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
