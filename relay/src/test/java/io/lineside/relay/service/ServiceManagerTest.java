package io.lineside.relay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void reportsArriveAtTheSocketOfTheManager(@TempDir Path directory) throws IOException {
        for (String address :
                List.of(
                        directory.resolve("notify").toString(),
                        "@lineside-test-" + ProcessHandle.current().pid())) {
            try (NotifySocket socket = new NotifySocket(address)) {
                ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
                manager.extendStart(Duration.ofSeconds(30));
                manager.ready("serving °C\nREADY=0");
                manager.alive();
                manager.stopping("stopping");
                await().until(() -> socket.messages().size() == 4);
                assertThat(socket.messages())
                        .containsExactly(
                                "EXTEND_TIMEOUT_USEC=30000000",
                                "READY=1\nSTATUS=serving °C READY=0",
                                "WATCHDOG=1",
                                "STOPPING=1\nSTATUS=stopping");
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aManagerThatIsGoneStopsNobody(@TempDir Path directory) {
        String address = directory.resolve("gone").toString();
        assertThatThrownBy(() -> UnixDatagram.send(address, new byte[] {1}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(address)
                .hasMessageContaining("errno 2");
        ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
        manager.ready("told to nobody");
        manager.alive();
        assertThatThrownBy(() -> UnixDatagram.send("/" + "x".repeat(120), new byte[] {1}))
                .hasMessageContaining("at most 107 bytes");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWatchdogIsForTheProcessItNames() {
        String own = Long.toString(ProcessHandle.current().pid());
        assertThat(watchdog("30000000", own)).contains(Duration.ofSeconds(30));
        assertThat(watchdog("30000000", "")).contains(Duration.ofSeconds(30));
        assertThat(watchdog("30000000", own + "1")).isEmpty();
        assertThat(watchdog("soon", own)).isEmpty();
        assertThat(ServiceManager.of(Map.of()).watchdog()).isEmpty();
    }

    private static java.util.Optional<Duration> watchdog(String micros, String pid) {
        return ServiceManager.of(
                        Map.of(
                                "NOTIFY_SOCKET", "/x",
                                "WATCHDOG_USEC", micros,
                                "WATCHDOG_PID", pid))
                .watchdog();
    }
}
