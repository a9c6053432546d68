package io.lineside.signalr.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.lineside.signalr.fuzz.JavaUtf8;
import io.lineside.signalr.fuzz.Mutations;
import io.lineside.signalr.fuzz.Pieces;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any bytes at all, as text. */
@Timeout(60)
class Utf8FuzzTest {

    @FuzzTest(maxDuration = "3m")
    void textIsCheckedAsJavaChecksIt(byte[] text) {
        int end = endOfText(text);
        for (List<ByteBuffer> division : Pieces.of(text)) {
            Utf8 utf8 = new Utf8();
            int from = 0;
            for (ByteBuffer piece : division) {
                boolean expected = end < 0 || from + piece.remaining() <= end;
                assertThat(utf8.accepts(piece)).isEqualTo(expected);
                if (!expected) {
                    break;
                }
                from += piece.remaining();
            }
            assertThat(end >= 0 || utf8.isComplete() == isWhole(text)).isTrue();
        }
    }

    @Test
    void textIsCheckedInManyVariations() throws Exception {
        Mutations.tried(
                Utf8FuzzTest.class,
                "textIsCheckedAsJavaChecksIt",
                20_000,
                this::textIsCheckedAsJavaChecksIt);
    }

    /** The index of the first byte that is not UTF-8; -1 when there is none. */
    private static int endOfText(byte[] text) {
        JavaUtf8 utf8 = new JavaUtf8();
        for (int i = 0; i < text.length; i++) {
            if (!utf8.accepts(text[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isWhole(byte[] text) {
        CharBuffer room = CharBuffer.allocate(text.length);
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(text), room, true)
                .isError();
    }
}
