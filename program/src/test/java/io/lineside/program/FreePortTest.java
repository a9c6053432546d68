package io.lineside.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void isOneThatCanBeListenedOn() throws IOException {
        assertThat(FreePort.isFree("127.0.0.1", FreePort.onLoopback())).isTrue();
        assertThat(FreePort.isFree("127.0.0.1", FreePort.onEveryAddress())).isTrue();
    }

    @Test
    void isNoneThatAnotherListensOn() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            assertThat(FreePort.isFree("127.0.0.1", taken.getLocalPort())).isFalse();
            assertThat(FreePort.on(loopback)).isNotEqualTo(taken.getLocalPort());
        }
    }
}
