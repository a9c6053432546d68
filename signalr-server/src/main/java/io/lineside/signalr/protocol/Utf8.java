package io.lineside.signalr.protocol;

import java.nio.ByteBuffer;

/** Checks UTF-8 that comes in pieces: The Unicode Standard, table 3-7. For one thread. */
public final class Utf8 {

    private int missing;
    private int least;
    private int most;

    /** Whether the bytes are UTF-8, and the text is complete. */
    static boolean isText(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        return utf8.accepts(ByteBuffer.wrap(bytes)) && utf8.isComplete();
    }

    /**
     * Checks the next bytes of the text; the buffer's position stays.
     *
     * @return false when they are not UTF-8
     */
    public boolean accepts(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte each = bytes.get(i);
            if ((missing > 0 || each < 0) && !accepts(each & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text may end here. */
    public boolean isComplete() {
        return missing == 0;
    }

    private boolean accepts(int each) {
        if (missing > 0) {
            boolean fits = each >= least && each <= most;
            missing--;
            expect(missing, 0x80, 0xbf);
            return fits;
        }
        switch (each) {
            case 0xe0 -> expect(2, 0xa0, 0xbf);
            case 0xed -> expect(2, 0x80, 0x9f);
            case 0xf0 -> expect(3, 0x90, 0xbf);
            case 0xf4 -> expect(3, 0x80, 0x8f);
            default -> {
                if (each < 0xc2 || each > 0xf4) {
                    return false;
                }
                expect(each < 0xe0 ? 1 : each < 0xf0 ? 2 : 3, 0x80, 0xbf);
            }
        }
        return true;
    }

    private void expect(int count, int from, int to) {
        missing = count;
        least = from;
        most = to;
    }
}
