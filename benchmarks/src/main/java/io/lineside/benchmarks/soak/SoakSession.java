package io.lineside.benchmarks.soak;

import io.lineside.benchmarks.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One connection to the hub as its client keeps it: handshake, calls and their answers, the order
 * of broadcasts, and under stateful reconnect the numbers of both sides. One thread sends; the
 * line's reader receives.
 */
final class SoakSession {

    /** Makes a new line for the same connection. */
    interface Lines {
        SoakLine open() throws IOException, InterruptedException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ACK_EVERY = 20;

    private final SoakProtocol protocol;
    private final boolean stateful;
    private final Lines lines;
    private final SoakTally tally;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<String> pending = new HashSet<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Deque<byte[]> unacknowledged = new ArrayDeque<>();
    private SoakLine line;
    private Thread reader;
    private long firstUnacknowledged = 1;
    private long received;
    private long upcoming = 1;
    private long acknowledged;
    private int calls;
    private volatile boolean deaf;
    private volatile boolean leaving;

    SoakSession(SoakProtocol protocol, boolean stateful, Lines lines, SoakTally tally)
            throws IOException, InterruptedException {
        this.protocol = protocol;
        this.stateful = stateful;
        this.lines = lines;
        this.tally = tally;
        this.line = lines.open();
        this.reader = read(line);
    }

    private Thread read(SoakLine from) {
        return Thread.ofVirtual()
                .name("soak-reads")
                .start(
                        () -> {
                            try {
                                from.read(this::receive);
                            } catch (IOException | RuntimeException e) {
                                if (!leaving) {
                                    tally.unexpected("reading: " + e);
                                }
                            } catch (InterruptedException e) {
                                // The line has been ended from this side.
                            }
                        });
    }

    /** Names the protocol in the handshake and waits for the answer. */
    void open() throws IOException, InterruptedException {
        line.send(protocol.handshake(stateful ? 2 : 1));
        if (!opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            leaving = true;
            line.end(true);
            throw new IOException("the handshake was not answered");
        }
    }

    private void receive(byte[] payload) throws IOException, InterruptedException {
        if (deaf) {
            over.await();
        }
        synchronized (this) {
            int begin = 0;
            if (opened.getCount() > 0) {
                while (payload[begin++] != Wire.RECORD) {
                    continue;
                }
                opened.countDown();
            }
            byte[] rest = begin == 0 ? payload : tail(payload, begin);
            protocol.read(rest, this::message);
        }
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private void message(SoakMessage message) {
        if (stateful && message.isNumbered()) {
            long number = upcoming++;
            if (number <= received) {
                return;
            }
            if (number != received + 1) {
                tally.wrong("a message missing after coming back");
            }
            received = number;
        }
        switch (message.type()) {
            case SoakMessage.INVOCATION -> {
                tally.broadcasts.increment();
                Long before = newest.put(message.word(), message.number());
                if (before != null && before >= message.number()) {
                    tally.wrong("broadcasts out of order");
                }
            }
            case SoakMessage.COMPLETION -> {
                if (pending.remove(message.word())) {
                    tally.calls.increment();
                } else {
                    tally.wrong("an answer to no call");
                }
            }
            case SoakMessage.ACK -> {
                while (firstUnacknowledged <= message.number() && !unacknowledged.isEmpty()) {
                    unacknowledged.remove();
                    firstUnacknowledged++;
                }
            }
            case SoakMessage.SEQUENCE -> upcoming = message.number();
            default -> {}
        }
    }

    void call(String method, String argument) throws IOException, InterruptedException {
        byte[] message;
        synchronized (this) {
            String id = "c" + ++calls;
            pending.add(id);
            message = protocol.call(id, method, argument);
            if (stateful) {
                unacknowledged.add(message);
            }
        }
        line.send(message);
    }

    /** Sends a ping, and the number of the message it received last. */
    void ping() throws IOException, InterruptedException {
        line.send(protocol.bare(SoakProtocol.PING));
        acknowledge(1);
    }

    void acknowledge() throws IOException, InterruptedException {
        acknowledge(ACK_EVERY);
    }

    private void acknowledge(int atLeast) throws IOException, InterruptedException {
        long upTo;
        synchronized (this) {
            if (!stateful || received - acknowledged < atLeast) {
                return;
            }
            upTo = received;
            acknowledged = received;
        }
        line.send(protocol.numbered(SoakMessage.ACK, upTo));
    }

    /** Drops the socket. */
    void away(boolean rudely) throws InterruptedException {
        leaving = true;
        line.end(rudely);
        reader.join();
    }

    /** Comes back on another socket with what may not have arrived. */
    void back() throws IOException, InterruptedException {
        line = lines.open();
        leaving = false;
        List<byte[]> again = new ArrayList<>();
        synchronized (this) {
            again.add(protocol.numbered(SoakMessage.SEQUENCE, firstUnacknowledged));
            again.addAll(unacknowledged);
        }
        reader = read(line);
        for (byte[] message : again) {
            line.send(message);
        }
        tally.comebacks.increment();
    }

    /** Whether the server has ended the line. */
    boolean isOver() {
        return !reader.isAlive();
    }

    /** Waits until the server has ended the line. */
    boolean awaitOver(Duration within) throws InterruptedException {
        return reader.join(within);
    }

    /** Waits for the answers to all calls, says goodbye, and waits for the server to hang up. */
    void close() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (waits() && !isOver() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (waits() && !isOver()) {
            tally.wrong("calls not answered");
        }
        leaving = true;
        line.send(protocol.bare(SoakProtocol.CLOSE));
        line.goodbye();
        if (!reader.join(PATIENCE)) {
            tally.wrong("goodbye not answered");
        }
        end(false);
    }

    private synchronized boolean waits() {
        return !pending.isEmpty();
    }

    /** Reads no more and sends no more, until the end. */
    void fallSilent() {
        deaf = true;
    }

    /** Reads what there is, if it was silent; it must soon come to the end. */
    void listenAgain() {
        leaving = true;
        deaf = false;
        over.countDown();
    }

    /** Ends the line from this side. */
    void end(boolean rudely) {
        leaving = true;
        deaf = false;
        over.countDown();
        line.end(rudely);
    }
}
