package io.lineside.signalr;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How a hub server behaves. The defaults are those of ASP.NET Core SignalR, where it has the option
 * too. Never changes: each {@code with…} gives a copy, and throws {@link IllegalArgumentException}
 * for a value out of its range. Times are looked at once a second.
 */
public final class HubOptions implements Cloneable {

    private record User(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    /** Who a client is that nobody asked. */
    static final Principal ANONYMOUS = new User("anonymous");

    private Duration handshakeTimeout = Duration.ofSeconds(15);
    private Duration keepAlive = Duration.ofSeconds(15);
    private Duration clientTimeout = Duration.ofSeconds(30);
    private Duration writeTimeout = Duration.ofSeconds(30);
    private Duration closeTimeout = Duration.ofSeconds(5);
    private Duration pollTimeout = Duration.ofSeconds(90);
    private int maxMessageBytes = 32 * 1024;
    private int maxOutboxBytes = 256 * 1024;
    private int replayBytes = 100_000;
    private int maxConnections = 10_000;
    private int maxConnectionsPerSecond = 5_000;
    private boolean detailedErrors;
    private Predicate<String> allowedOrigins = origin -> false;
    private Authenticator authenticator = token -> ANONYMOUS;
    private MeterRegistry meters = new CompositeMeterRegistry();
    private Set<HubTransport> transports = Set.copyOf(EnumSet.allOf(HubTransport.class));

    private HubOptions() {}

    /** Everybody is "anonymous"; no browser origin is allowed; 10,000 connections. */
    public static HubOptions defaults() {
        return new HubOptions();
    }

    /** From the open socket to the handshake; more than 0. */
    public HubOptions withHandshakeTimeout(Duration value) {
        return with(copy -> copy.handshakeTimeout = positive("handshakeTimeout", value));
    }

    /** How often a connection is pinged to which nothing is on its way; more than 0. */
    public HubOptions withKeepAlive(Duration value) {
        return with(copy -> copy.keepAlive = positive("keepAlive", value));
    }

    /**
     * A client that has pinged once and then is silent for so long is disconnected; more than 0.
     */
    public HubOptions withClientTimeout(Duration value) {
        return with(copy -> copy.clientTimeout = positive("clientTimeout", value));
    }

    /** A client that does not take one write in this time is disconnected; more than 0. */
    public HubOptions withWriteTimeout(Duration value) {
        return with(copy -> copy.writeTimeout = positive("writeTimeout", value));
    }

    /**
     * How long a closing connection may take over what waits for it and its goodbye; more than 0.
     */
    public HubOptions withCloseTimeout(Duration value) {
        return with(copy -> copy.closeTimeout = positive("closeTimeout", value));
    }

    /** After which a long poll is answered with nothing; more than 0. */
    public HubOptions withPollTimeout(Duration value) {
        return with(copy -> copy.pollTimeout = positive("pollTimeout", value));
    }

    /** The largest message a client may send, its end mark or length included; more than 0. */
    public HubOptions withMaxMessageBytes(int value) {
        return with(copy -> copy.maxMessageBytes = positive("maxMessageBytes", value));
    }

    /**
     * What may wait for one client whose socket takes no more; more than 0. While it takes all it
     * is given, sixteen times that may wait for this process to write it. One message larger than
     * the bound passes when nothing else waits.
     */
    public HubOptions withMaxOutboxBytes(int value) {
        return with(copy -> copy.maxOutboxBytes = positive("maxOutboxBytes", value));
    }

    /**
     * What may be sent to a client with stateful reconnect before it has acknowledged any of it; 0
     * or more, where 0 offers no stateful reconnect.
     */
    public HubOptions withReplayBytes(int value) {
        return with(copy -> copy.replayBytes = value == 0 ? 0 : positive("replayBytes", value));
    }

    /** Connections and unused negotiations together; more are refused with 503. More than 0. */
    public HubOptions withMaxConnections(int value) {
        return with(copy -> copy.maxConnections = positive("maxConnections", value));
    }

    /**
     * New connections and negotiations, so many a second and so many at once after a quiet second;
     * more are refused with 503. More than 0.
     */
    public HubOptions withMaxConnectionsPerSecond(int value) {
        return with(
                copy -> copy.maxConnectionsPerSecond = positive("maxConnectionsPerSecond", value));
    }

    /** True sends clients the text of every exception: for development. */
    public HubOptions withDetailedErrors(boolean value) {
        return with(copy -> copy.detailedErrors = value);
    }

    /**
     * The browser origins that are let in, as in {@code https://plant.example}, this server's own
     * included; requests without Origin come from native clients and are not asked about.
     */
    public HubOptions withAllowedOrigins(Predicate<String> value) {
        return with(copy -> copy.allowedOrigins = value);
    }

    /** Says who a client is. */
    public HubOptions withAuthenticator(Authenticator value) {
        return with(copy -> copy.authenticator = value);
    }

    /** Where the server's meters go. */
    public HubOptions withMeters(MeterRegistry value) {
        return with(copy -> copy.meters = value);
    }

    /** Those that are offered; not empty. */
    public HubOptions withTransports(Set<HubTransport> value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("transports is empty, expected at least one");
        }
        return with(copy -> copy.transports = Set.copyOf(value));
    }

    Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    Duration keepAlive() {
        return keepAlive;
    }

    Duration clientTimeout() {
        return clientTimeout;
    }

    Duration writeTimeout() {
        return writeTimeout;
    }

    Duration pollTimeout() {
        return pollTimeout;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    int maxMessageBytes() {
        return maxMessageBytes;
    }

    int maxOutboxBytes() {
        return maxOutboxBytes;
    }

    int replayBytes() {
        return replayBytes;
    }

    int maxConnections() {
        return maxConnections;
    }

    int maxConnectionsPerSecond() {
        return maxConnectionsPerSecond;
    }

    boolean detailedErrors() {
        return detailedErrors;
    }

    Predicate<String> allowedOrigins() {
        return allowedOrigins;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    MeterRegistry meters() {
        return meters;
    }

    Set<HubTransport> transports() {
        return transports;
    }

    private HubOptions with(Consumer<HubOptions> change) {
        HubOptions copy = clone();
        change.accept(copy);
        return copy;
    }

    @Override
    protected HubOptions clone() {
        try {
            return (HubOptions) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is cloneable", e);
        }
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": more than 0 expected, was " + value);
        }
        return value;
    }

    private static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": more than 0 expected, was " + value);
        }
        return value;
    }
}
