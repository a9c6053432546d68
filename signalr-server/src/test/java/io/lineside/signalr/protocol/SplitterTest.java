package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {

    private final Splitter splitter = new Splitter(16);
    private final List<String> records = new ArrayList<>();

    @Test
    void cutsSeveralMessagesOutOfOnePiece() throws Exception {
        feed("one\u001etwo\u001e\u001e");

        assertThat(records).containsExactly("one", "two", "");
    }

    @Test
    void joinsAMessageThatCameByteByByte() throws Exception {
        for (char each : "one\u001etwo\u001e".toCharArray()) {
            feed(String.valueOf(each));
        }

        assertThat(records).containsExactly("one", "two");
    }

    @Test
    void takesTheLargestMessageWholeAndInPieces() throws Exception {
        feed("123456789012345\u001e");
        feed("1234567890");
        feed("12345");
        feed("\u001e");

        assertThat(records).containsExactly("123456789012345", "123456789012345");
    }

    @Test
    void refusesAMessageOneByteTooLarge() {
        assertThatThrownBy(() -> feed("1234567890123456\u001e"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("larger than 16 bytes");
    }

    @Test
    void refusesAMessageThatNeverEndsBeforeHoldingMoreThanItMay() throws Exception {
        feed("123456789012345");

        assertThatThrownBy(() -> feed("6")).isInstanceOf(ProtocolException.class);
    }

    @Test
    void keepsNothingOfTheBufferItWasGiven() throws Exception {
        byte[] bytes = "one".getBytes(StandardCharsets.UTF_8);
        splitter.feed(ByteBuffer.wrap(bytes), this::add);
        bytes[0] = 'X';
        feed("\u001e");

        assertThat(records).containsExactly("one");
    }

    @Test
    void cutsByLengthOnceMessagePackIsSpoken() throws Exception {
        splitter.feed(
                ByteBuffer.wrap(new byte[] {'{', '}', 0x1e, 2, 'a'}),
                record -> {
                    add(record);
                    splitter.speak(HubProtocol.MESSAGE_PACK);
                });
        splitter.feed(ByteBuffer.wrap(new byte[] {'b', (byte) 0x81, 0, 'c'}), this::add);

        assertThat(records).containsExactly("{}", "ab", "c");
    }

    @Test
    void refusesALengthThatIsTooLargeBeforeTheMessageHasCome() {
        splitter.speak(HubProtocol.MESSAGE_PACK);

        assertThatThrownBy(() -> splitter.feed(ByteBuffer.wrap(new byte[] {16}), this::add))
                .isInstanceOf(ProtocolException.class);
        splitter.clear();
        byte[] endless = {-1, -1, -1, -1, -1};
        assertThatThrownBy(() -> splitter.feed(ByteBuffer.wrap(endless), this::add))
                .isInstanceOf(ProtocolException.class);
    }

    private void feed(String text) throws ProtocolException {
        splitter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this::add);
    }

    private void add(byte[] record) {
        records.add(new String(record, StandardCharsets.UTF_8));
    }
}
