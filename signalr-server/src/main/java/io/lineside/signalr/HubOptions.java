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
 * How a hub server behaves. The defaults are those of ASP.NET Core SignalR, where it has the same
 * option. Immutable: each {@code with…} returns a copy, and throws {@link IllegalArgumentException}
 * for a value out of its range. Time-outs are checked once a second.
 */
public final class HubOptions implements Cloneable {

    private record User(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    /** Who a client is when no authenticator was set. */
    public static final Principal ANONYMOUS = new User("anonymous");

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

    /** Every client is {@link #ANONYMOUS}; no browser origin is allowed; 10,000 connections. */
    public static HubOptions defaults() {
        return new HubOptions();
    }

    /** The longest time from the open socket to the handshake; more than 0. Default: 15 s. */
    public HubOptions withHandshakeTimeout(Duration value) {
        return with(copy -> copy.handshakeTimeout = positive("handshakeTimeout", value));
    }

    /** How often a connection is pinged while nothing waits for it; more than 0. Default: 15 s. */
    public HubOptions withKeepAlive(Duration value) {
        return with(copy -> copy.keepAlive = positive("keepAlive", value));
    }

    /**
     * A client that has pinged once and is then silent for this time is disconnected; more than 0.
     * Default: 30 s.
     */
    public HubOptions withClientTimeout(Duration value) {
        return with(copy -> copy.clientTimeout = positive("clientTimeout", value));
    }

    /**
     * A client that does not take one write within this time is disconnected; more than 0. Default:
     * 30 s.
     */
    public HubOptions withWriteTimeout(Duration value) {
        return with(copy -> copy.writeTimeout = positive("writeTimeout", value));
    }

    /**
     * How long a connection that closes may take to write what waits for it and its close message;
     * more than 0. Default: 5 s.
     */
    public HubOptions withCloseTimeout(Duration value) {
        return with(copy -> copy.closeTimeout = positive("closeTimeout", value));
    }

    /**
     * How long a poll of long polling may wait before it is answered with no message; more than 0.
     * Default: 90 s.
     */
    public HubOptions withPollTimeout(Duration value) {
        return with(copy -> copy.pollTimeout = positive("pollTimeout", value));
    }

    /**
     * The largest message that a client may send, in bytes, its end mark or length prefix included;
     * more than 0. Default: 32 KiB.
     */
    public HubOptions withMaxMessageBytes(int value) {
        return with(copy -> copy.maxMessageBytes = positive("maxMessageBytes", value));
    }

    /**
     * How many bytes may wait for one client whose socket takes no more; more than 0. Default: 256
     * KiB. While the socket takes everything, sixteen times as much may wait for this process to
     * write it. A message that is larger than the bound is taken when nothing else waits.
     */
    public HubOptions withMaxOutboxBytes(int value) {
        return with(copy -> copy.maxOutboxBytes = positive("maxOutboxBytes", value));
    }

    /**
     * How many bytes may be sent to a client with stateful reconnect before it has acknowledged any
     * of them; 0 or more, where 0 offers no stateful reconnect. Default: 100,000.
     */
    public HubOptions withReplayBytes(int value) {
        return with(copy -> copy.replayBytes = value == 0 ? 0 : positive("replayBytes", value));
    }

    /**
     * How many connections there may be, those negotiated and not yet used included; more are
     * refused with 503. More than 0. Default: 10,000.
     */
    public HubOptions withMaxConnections(int value) {
        return with(copy -> copy.maxConnections = positive("maxConnections", value));
    }

    /**
     * How many connections and negotiations may be new in each second, and at once after a second
     * without any; more are refused with 503. More than 0. Default: 5,000.
     */
    public HubOptions withMaxConnectionsPerSecond(int value) {
        return with(
                copy -> copy.maxConnectionsPerSecond = positive("maxConnectionsPerSecond", value));
    }

    /** True sends clients the message of every exception: for development. Default: false. */
    public HubOptions withDetailedErrors(boolean value) {
        return with(copy -> copy.detailedErrors = value);
    }

    /**
     * Which browser origins are let in, as in {@code https://plant.example}, this server's own
     * included; by default none. Requests without an origin come from native clients and are let in
     * unasked.
     */
    public HubOptions withAllowedOrigins(Predicate<String> value) {
        return with(copy -> copy.allowedOrigins = value);
    }

    /** Decides who a client is. Default: every client is {@link #ANONYMOUS}. */
    public HubOptions withAuthenticator(Authenticator value) {
        return with(copy -> copy.authenticator = value);
    }

    /** Where the server registers its meters. Default: nowhere. */
    public HubOptions withMeters(MeterRegistry value) {
        return with(copy -> copy.meters = value);
    }

    /** The transports that are offered; not empty. Default: all. */
    public HubOptions withTransports(Set<HubTransport> value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("transports is empty, expected at least one");
        }
        return with(copy -> copy.transports = Set.copyOf(value));
    }

    public Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    public Duration keepAlive() {
        return keepAlive;
    }

    public Duration clientTimeout() {
        return clientTimeout;
    }

    public Duration writeTimeout() {
        return writeTimeout;
    }

    public Duration pollTimeout() {
        return pollTimeout;
    }

    public Duration closeTimeout() {
        return closeTimeout;
    }

    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    public int maxOutboxBytes() {
        return maxOutboxBytes;
    }

    public int replayBytes() {
        return replayBytes;
    }

    public int maxConnections() {
        return maxConnections;
    }

    public int maxConnectionsPerSecond() {
        return maxConnectionsPerSecond;
    }

    public boolean detailedErrors() {
        return detailedErrors;
    }

    public Predicate<String> allowedOrigins() {
        return allowedOrigins;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    public MeterRegistry meters() {
        return meters;
    }

    public Set<HubTransport> transports() {
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
