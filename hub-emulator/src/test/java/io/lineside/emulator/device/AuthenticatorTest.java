package io.lineside.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.emulator.SettableClock;
import io.lineside.emulator.registry.DeviceIdentity;
import io.lineside.emulator.registry.DeviceRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

    private static final String HOST = "hub.example.com";

    private final SettableClock clock = new SettableClock();
    private final Instant hence = clock.instant().plus(Duration.ofHours(1));
    private final DeviceRegistry registry = DeviceRegistry.inMemory();
    private final Authenticator authenticator = new Authenticator(registry, clock);
    private final DeviceIdentity pump = DeviceIdentity.device("pump");

    @Test
    void acceptsTheDerivedKeyOfAnUnknownDeviceAndRegistersIt() {
        assertAccepted(decide("pump", token(registry.deviceKey("pump"), "/devices/pump")));
        assertThat(registry.isRegistered(pump)).isTrue();
    }

    @Test
    void acceptsEitherKeyOfARegisteredDeviceAndNotTheDerivedOne() {
        String primary = DeviceRegistry.randomKey();
        String secondary = DeviceRegistry.randomKey();
        registry.register(pump, primary, secondary);
        assertAccepted(decide("pump", token(primary, "/devices/pump")));
        assertAccepted(decide("pump", token(secondary, "/devices/pump")));
        assertRefused(
                decide("pump", token(registry.deviceKey("pump"), "/devices/pump")),
                DeviceCounter.REFUSED_KEY);
    }

    @Test
    void signsTheResourceAsReceivedAndComparesItDecoded() {
        String key = registry.deviceKey("pump");
        assertAccepted(decide("pump", Sas.token(key, "hub.example.com%2Fdevices%2Fpump", hence)));
        assertAccepted(decide("pump", Sas.token(key, "hub.example.com%2fdevices/pump", hence)));
        assertAccepted(decide("pump", Sas.token(key, "HUB.Example.COM/devices/pump", hence)));
    }

    @Test
    void readsTheFieldsInAnyOrder() {
        String token = token(registry.deviceKey("pump"), "/devices/pump");
        String[] fields = token.substring("SharedAccessSignature ".length()).split("&");
        assertAccepted(
                decide(
                        "pump",
                        "SharedAccessSignature " + fields[2] + "&" + fields[1] + "&" + fields[0]));
    }

    @Test
    void readsASignatureWithARawPlus() {
        String key = registry.deviceKey("pump");
        String token = "";
        for (int i = 0; !token.contains("%2B"); i++) {
            token = Sas.token(key, HOST + "/devices/pump", hence.plusSeconds(i));
        }
        assertAccepted(decide("pump", token.replace("%2B", "+")));
    }

    @Test
    void refusesATokenForSomethingElse() {
        String key = registry.deviceKey("pump");
        assertRefused(decide("pump", token(key, "/devices/pump2")), DeviceCounter.REFUSED_KEY);
        assertRefused(decide("pump", token(key, "/devices/PUMP")), DeviceCounter.REFUSED_KEY);
        assertRefused(decide("pump", token(key, "/devices")), DeviceCounter.REFUSED_KEY);
        assertRefused(decide("pump", token(key, "")), DeviceCounter.REFUSED_KEY);
        assertRefused(
                decide("pump", Sas.token(key, "other.example.com/devices/pump", hence)),
                DeviceCounter.REFUSED_KEY);
        assertRefused(
                decide("pump", Sas.token(key, HOST + "x/devices/pump", hence)),
                DeviceCounter.REFUSED_KEY);
    }

    @Test
    void refusesATokenWhoseEndWasChanged() {
        String token = token(registry.deviceKey("pump"), "/devices/pump");
        long end = hence.getEpochSecond();
        assertRefused(
                decide("pump", token.replace("se=" + end, "se=" + (end + 1))),
                DeviceCounter.REFUSED_KEY);
    }

    @Test
    void refusesATokenFromTheSecondOfItsEnd() {
        String token = token(registry.deviceKey("pump"), "/devices/pump");
        clock.forward(Duration.ofHours(1).minusSeconds(1));
        assertAccepted(decide("pump", token));
        clock.forward(Duration.ofSeconds(1));
        assertRefused(decide("pump", token), DeviceCounter.REFUSED_EXPIRED);
    }

    @Test
    void refusesAModuleOfADisabledDevice() {
        DeviceIdentity module = new DeviceIdentity("pump", "m");
        String token = token(registry.deviceKey(module), "/devices/pump/modules/m");
        assertAccepted(decide("pump/m", token));
        registry.disable(pump);
        assertRefused(decide("pump/m", token), DeviceCounter.REFUSED_DISABLED);
    }

    @Test
    void acceptsTheTokenOfAPolicyForTheWholeHub() {
        String key = DeviceRegistry.randomKey();
        registry.policy("device", key);
        assertAccepted(decide("pump", Sas.token(key, HOST, hence, "&skn=device")));
        assertAccepted(decide("pump", Sas.token(key, HOST + "/devices", hence, "&skn=device")));
        assertRefused(
                decide("pump", Sas.token(key, HOST, hence, "&skn=other")),
                DeviceCounter.REFUSED_KEY);
        assertRefused(
                decide("pump", Sas.token(key, HOST + "/devices/pum", hence, "&skn=device")),
                DeviceCounter.REFUSED_KEY);
    }

    @Test
    void tellsNothingOfWhatItRefuses() {
        String token = "SharedAccessSignature sr=x&se=tomorrow&sig=c2VjcmV0";
        assertThat(decide("pump", token).toString())
                .contains("se of the token")
                .doesNotContain("c2VjcmV0")
                .doesNotContain("tomorrow");
        assertThat(decide("pump", "hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void readsOldAndNewUserNames() {
        for (String rest : new String[] {"", "/", "/?api-version=1", "/api-version=1&x=y"}) {
            assertThat(UserName.parse(pump, HOST + "/pump" + rest).host()).isEqualTo(HOST);
        }
        assertThat(UserName.parse(pump, HOST + "/pump/?a=1&model-id=dtmi%3Aa%3B1").modelId())
                .isEqualTo("dtmi:a;1");
    }

    private static String token(String key, String path) {
        return Sas.token(key, HOST + path, Instant.parse("2026-03-01T13:00:00Z"));
    }

    private Authenticator.Decision decide(String clientId, String token) {
        return authenticator.decide(
                clientId,
                HOST + "/" + clientId + "/?api-version=2021-04-12",
                token.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertAccepted(Authenticator.Decision decision) {
        assertThat(decision).isInstanceOf(Authenticator.Accepted.class);
    }

    private static void assertRefused(Authenticator.Decision decision, DeviceCounter counter) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Authenticator.Refused.class,
                        refused -> assertThat(refused.counter()).isEqualTo(counter));
    }
}
