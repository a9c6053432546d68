package io.lineside.signalr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordSplitterTest {

    private final RecordSplitter splitter = new RecordSplitter(16);
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

    private void feed(String text) throws ProtocolException {
        splitter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), this::add);
    }

    private void add(byte[] record) {
        records.add(new String(record, StandardCharsets.UTF_8));
    }
}
