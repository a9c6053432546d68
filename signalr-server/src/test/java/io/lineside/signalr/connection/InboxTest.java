package io.lineside.signalr.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.signalr.HubOptions;
import io.lineside.signalr.transport.TestSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final byte[] HANDSHAKE =
            "{\"protocol\":\"json\",\"version\":1}\u001e".getBytes(StandardCharsets.UTF_8);

    private final ServerConnection connection = TestConnections.connection("one");

    @Test
    void takesWhatWasPostedBeforeTheTransportCame() {
        post(HANDSHAKE);

        poll();

        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    @Test
    void takesWhatWasPostedBeforeTheTransportCameButReadAfterIt() {
        poll();

        post(HANDSHAKE);

        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    @Test
    void takesNoMorePostsThanAMessageBeforeTheTransportComes() {
        post(new byte[HubOptions.defaults().maxMessageBytes() - 1]);
        assertThat(connection.inbox().takesPosts()).isTrue();

        post(new byte[1]);
        assertThat(connection.inbox().takesPosts()).isFalse();

        poll();
        assertThat(connection.inbox().takesPosts()).isTrue();
    }

    private void post(byte[] body) {
        connection.inbox().posted(ByteBuffer.wrap(body));
    }

    private void poll() {
        connection.attached(TestSockets.longPolling(connection));
    }
}
