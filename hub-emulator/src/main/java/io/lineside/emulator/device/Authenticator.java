package io.lineside.emulator.device;

import io.lineside.emulator.registry.DeviceIdentity;
import io.lineside.emulator.registry.DeviceRegistry;
import io.lineside.emulator.registry.SasToken;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides who may connect. Any thread. */
final class Authenticator {

    /** What came of it. */
    sealed interface Decision {}

    /**
     * Let in.
     *
     * @param expires when the token ends, and the connection with it
     * @param authMethodJson for {@code iothub-connection-auth-method}
     */
    record Accepted(DeviceIdentity identity, UserName user, Instant expires, String authMethodJson)
            implements Decision {}

    /** Refused; {@code why} holds nothing secret. */
    record Refused(MqttConnectReturnCode code, DeviceCounter counter, String why)
            implements Decision {}

    private final DeviceRegistry registry;
    private final Clock clock;

    Authenticator(DeviceRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    Decision decide(
            @Nullable String clientId, @Nullable String userName, byte @Nullable [] password) {
        DeviceIdentity identity;
        try {
            identity = DeviceIdentity.ofClientId(clientId == null ? "" : clientId);
        } catch (IllegalArgumentException e) {
            return new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
                    DeviceCounter.REFUSED_CLIENT_ID,
                    message(e));
        }
        if (userName == null || password == null) {
            return unreadable("no user name or no password");
        }
        try {
            UserName user = UserName.parse(identity, userName);
            SasToken token = SasToken.parse(new String(password, StandardCharsets.UTF_8));
            return check(identity, user, token);
        } catch (IllegalArgumentException e) {
            return unreadable(message(e));
        }
    }

    private Decision check(DeviceIdentity identity, UserName user, SasToken token) {
        if (!isSigned(identity, user, token)) {
            return unauthorized(
                    DeviceCounter.REFUSED_KEY, "wrong key, or a token for something else");
        }
        if (!clock.instant().isBefore(token.expires())) {
            return unauthorized(DeviceCounter.REFUSED_EXPIRED, "token ended at " + token.expires());
        }
        if (!registry.isEnabled(identity)) {
            return unauthorized(DeviceCounter.REFUSED_DISABLED, "device is disabled");
        }
        if (!registry.registerItself(identity)) {
            return new Refused(
                    MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                    DeviceCounter.REFUSED_FULL,
                    "more than "
                            + DeviceRegistry.MAX_SELF_REGISTERED
                            + " devices registered themselves");
        }
        return new Accepted(identity, user, token.expires(), authMethod(identity, token));
    }

    private boolean isSigned(DeviceIdentity identity, UserName user, SasToken token) {
        String policy = token.policy();
        if (policy != null) {
            return token.covers(user.host(), identity.resource())
                    && registry.policyKey(policy).filter(token::isSignedBy).isPresent();
        }
        return token.isFor(user.host(), identity.resource())
                && registry.keys(identity).stream().anyMatch(token::isSignedBy);
    }

    private static String authMethod(DeviceIdentity identity, SasToken token) {
        String scope =
                token.policy() != null ? "hub" : identity.moduleId() != null ? "module" : "device";
        return "{\"scope\":\""
                + scope
                + "\",\"type\":\"sas\",\"issuer\":\"iothub\",\"acceptingIpFilterRule\":null}";
    }

    private static Refused unreadable(String why) {
        return new Refused(
                MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
                DeviceCounter.REFUSED_CREDENTIALS,
                why);
    }

    private static Refused unauthorized(DeviceCounter counter, String why) {
        return new Refused(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, counter, why);
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
