package io.lineside.signalr.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks UTF-8 that comes byte by byte with Java's strict decoder: the beginning of a character is
 * right when there is an end that makes it whole.
 */
public final class JavaUtf8 {

    private static final byte[] ENDS = {(byte) 0x80, (byte) 0xbf};

    private byte[] begun = new byte[0];

    /** False when no text begins with these bytes. */
    public boolean accepts(byte next) {
        begun = Arrays.copyOf(begun, begun.length + 1);
        begun[begun.length - 1] = next;
        if (isText(begun)) {
            begun = new byte[0];
            return true;
        }
        for (byte end : ENDS) {
            byte[] ended = begun;
            while (ended.length < 4) {
                ended = Arrays.copyOf(ended, ended.length + 1);
                ended[ended.length - 1] = end;
                if (isText(ended)) {
                    return true;
                }
            }
        }
        return false;
    }

    public boolean isComplete() {
        return begun.length == 0;
    }

    private static boolean isText(byte[] bytes) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
