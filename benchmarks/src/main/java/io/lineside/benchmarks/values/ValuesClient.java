package io.lineside.benchmarks.values;

import io.lineside.benchmarks.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One client of the value lane: reads envelopes byte by byte, which costs less than making objects
 * of them, and checks that nothing is missing. On the load thread alone.
 */
final class ValuesClient {

    private static final byte[] VALUES = bytes("{\"type\":1,\"target\":\"values\"");
    private static final byte[] GROUP = bytes("\"group\":\"values:");
    private static final byte[] PREV = bytes("\"prev\":");
    private static final byte[] SEQ = bytes("\"seq\":");
    private static final byte[] ROWS = bytes("\"values\":[");
    private static final int BUFFER = 1024 * 1024;

    // unit-UU-device-D/signal-S
    private static final int UNIT_AT = 5;
    private static final int DEVICE_AT = 15;
    private static final int SIGNAL_AT = 24;
    private static final int NAME = 25;

    /** What all clients have seen; totals since the start, but for the latencies. */
    static final class Totals {
        long envelopes;
        long rows;
        long bytes;
        long gaps;
        long backwards;
        // Rows by the milliseconds from when they were due at the source; the last: all above.
        final long[] latencies = new long[10_000];
    }

    private final Totals totals;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final long[] seqs = new long[ValuesPlant.UNITS];
    private final long[] newest = new long[ValuesPlant.ALL_SIGNALS];
    private boolean ended;

    // Where the reading of an envelope is.
    private byte[] message = in.array();
    private int at;
    private int end;

    ValuesClient(Totals totals) {
        this.totals = totals;
    }

    /** The cursor of a group, from the answer to the client's subscription. */
    void cursor(String group, long seq) {
        seqs[Integer.parseInt(group.substring(group.length() - 2))] = seq;
    }

    /** False when the server has hung up. */
    boolean read(ReadableByteChannel from) throws IOException {
        int size = from.read(in);
        long now = System.currentTimeMillis();
        in.flip();
        Wire.frames(in, (opcode, bytes, begin, to) -> frame(opcode, bytes, begin, to, now));
        in.compact();
        return size >= 0 && !ended;
    }

    private void frame(int opcode, byte[] bytes, int from, int to, long now) throws IOException {
        if (opcode == Wire.CLOSE) {
            ended = true;
            return;
        }
        message = bytes;
        for (int begin = from; begin < to; begin = end + 1) {
            at = begin;
            end = begin;
            while (end < to && bytes[end] != Wire.RECORD) {
                end++;
            }
            if (starts(VALUES)) {
                totals.bytes += end - begin;
                envelope(now);
            }
        }
    }

    private void envelope(long now) throws IOException {
        after(GROUP);
        while (message[at] != '"') {
            at++;
        }
        int unit = digit(at - 2) * 10 + digit(at - 1);
        after(PREV);
        long prev = number();
        after(SEQ);
        long seq = number();
        if (prev > seqs[unit]) {
            totals.gaps++;
        }
        seqs[unit] = Math.max(seq, seqs[unit]);
        totals.envelopes++;
        after(ROWS);
        while (message[at] == '[') {
            row(now);
            if (message[at] == ',') {
                at++;
            }
        }
    }

    /** ["unit-UU-device-D/signal-S",1000.1,"good",1760000000000]. */
    private void row(long now) {
        int name = at + 2;
        int signal =
                (digit(name + UNIT_AT) * 10 + digit(name + UNIT_AT + 1)) * ValuesPlant.PER_UNIT
                        + digit(name + DEVICE_AT) * ValuesPlant.SIGNALS
                        + digit(name + SIGNAL_AT);
        at = name + NAME + 2;
        long tenths = number() * 10;
        if (message[at] == '.') {
            tenths += digit(at + 1);
            at += 2;
        }
        if (tenths < newest[signal]) {
            totals.backwards++;
        }
        newest[signal] = tenths;
        at += 2;
        while (message[at] != '"') {
            at++;
        }
        at += 2;
        int latency = (int) Math.clamp(now - number(), 0, totals.latencies.length - 1L);
        totals.latencies[latency]++;
        totals.rows++;
        while (message[at] != ']') {
            at++;
        }
        at++;
    }

    /** How many signals have another newest value than this. */
    int missing(long tenths) {
        return (int) Arrays.stream(newest).filter(value -> value != tenths).count();
    }

    private boolean starts(byte[] with) {
        return end - at >= with.length
                && Arrays.equals(message, at, at + with.length, with, 0, with.length);
    }

    private void after(byte[] words) throws IOException {
        for (; at < end; at++) {
            if (message[at] == words[0] && starts(words)) {
                at += words.length;
                return;
            }
        }
        throw new IOException("an envelope without " + new String(words, StandardCharsets.UTF_8));
    }

    private long number() {
        long number = 0;
        while (message[at] >= '0' && message[at] <= '9') {
            number = number * 10 + digit(at++);
        }
        return number;
    }

    private int digit(int place) {
        return message[place] - '0';
    }

    private static byte[] bytes(String text) {
        return Wire.text(text);
    }
}
