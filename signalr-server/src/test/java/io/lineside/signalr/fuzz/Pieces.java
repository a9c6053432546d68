package io.lineside.signalr.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Divides bytes in several ways: what is read must not depend on the pieces that come. */
public final class Pieces {

    private Pieces() {}

    /** Whole, byte by byte, and in pieces whose sizes depend on the bytes alone. */
    public static List<List<ByteBuffer>> of(byte[] bytes) {
        return List.of(cut(bytes, bytes.length), cut(bytes, 1), cut(bytes, 7));
    }

    private static List<ByteBuffer> cut(byte[] bytes, int most) {
        SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int size = most == bytes.length ? most : random.nextInt(1, most + 1);
            int to = Math.min(bytes.length, from + size);
            pieces.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        return pieces;
    }
}
