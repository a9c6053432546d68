package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final byte[] HANDSHAKE =
            "{\"protocol\":\"json\",\"version\":1}\u001e".getBytes(StandardCharsets.UTF_8);

    private final ServerConnection connection = GroupsTest.connection("one");

    @Test
    void takesWhatWasPostedBeforeTheTransportCame() {
        assertThat(connection.receivedEarly(HANDSHAKE)).isTrue();

        connection.attached(new LongPollTransport(connection));

        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    @Test
    void takesWhatWasPostedBeforeTheTransportCameButReadAfterIt() {
        connection.attached(new LongPollTransport(connection));

        assertThat(connection.receivedEarly(HANDSHAKE)).isTrue();

        assertThat(connection.state()).isEqualTo(Lifecycle.State.OPEN);
    }

    @Test
    void keepsNoMoreThanAMessageBeforeTheTransportComes() {
        assertThat(connection.receivedEarly(new byte[HubOptions.defaults().maxMessageBytes()]))
                .isTrue();
        assertThat(connection.receivedEarly(new byte[1])).isFalse();
    }
}
