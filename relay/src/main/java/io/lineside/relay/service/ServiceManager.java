package io.lineside.relay.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service manager that started this process, by the protocol of sd_notify(3). When there is
 * none, nothing is sent. Safe on any thread.
 */
public final class ServiceManager {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final Consumer<String> channel;
    private final Optional<Duration> watchdog;

    /**
     * @param channel takes the lines of one message
     * @param watchdog the longest time between two signs of life; empty when the manager asks for
     *     none
     */
    ServiceManager(Consumer<String> channel, Optional<Duration> watchdog) {
        this.channel = channel;
        this.watchdog = watchdog;
    }

    /**
     * The manager that {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} name.
     */
    public static ServiceManager of(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty() || !UnixDatagram.isSupported()) {
            return new ServiceManager(_ -> {}, Optional.empty());
        }
        return new ServiceManager(new Socket(address), watchdog(environment));
    }

    /**
     * The longest time between two calls of {@link #alive()}; empty when the manager asks for none.
     */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    void ready(String status) {
        channel.accept("READY=1\nSTATUS=" + line(status));
    }

    void status(String status) {
        channel.accept("STATUS=" + line(status));
    }

    void stopping(String status) {
        channel.accept("STOPPING=1\nSTATUS=" + line(status));
    }

    void alive() {
        channel.accept("WATCHDOG=1");
    }

    /** Asks for more time to start, at most this much from now. */
    void extendStart(Duration more) {
        channel.accept("EXTEND_TIMEOUT_USEC=" + more.toNanos() / 1_000);
    }

    // Without line breaks, since a line break would begin another assignment.
    private static String line(String status) {
        return status.replace('\n', ' ').replace('\r', ' ');
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        // The variables are inherited: those meant for a parent process are not for this one.
        boolean ours = pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(text -> ours && text.matches("[1-9]\\d{0,15}"))
                .map(text -> Duration.ofNanos(Long.parseLong(text) * 1_000));
    }

    private record Socket(String address, AtomicBoolean complained) implements Consumer<String> {

        Socket(String address) {
            this(address, new AtomicBoolean());
        }

        @Override
        public void accept(String message) {
            try {
                UnixDatagram.send(address, message.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (!complained.getAndSet(true)) {
                    LOG.warn("The service manager cannot be told: {}", e.getMessage());
                }
            }
        }
    }
}
