package io.lineside.emulator.device;

import io.lineside.emulator.message.DeviceMessage;
import io.lineside.emulator.message.MessageSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one device sent and the sink has not kept yet, in order. Filled by event loops, emptied by
 * one append thread at a time, in batches. Its bound is its senders': see {@link InFlight}.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 128;

    /** Who sent a letter; called on the append thread with what became of the letter. */
    interface Sender {

        /** These were kept, in this order. */
        void kept(List<Letter> letters);

        /** This was not kept. */
        void notKept(Letter letter);

        /** Whether an earlier letter was not kept; then the later ones must not be either. */
        boolean failed();
    }

    /**
     * A message on its way to the sink.
     *
     * @param packetId of a QoS 1 publish, to be acknowledged; 0 for QoS 0
     * @param sender null for an event of the hub
     */
    record Letter(DeviceMessage message, int packetId, @Nullable Sender sender) {}

    private final Executor threads;
    private final MessageSink sink;
    private final Counters counters;
    private final Pending pending;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private boolean scheduled;

    Mailbox(Executor threads, MessageSink sink, Counters counters, Pending pending) {
        this.threads = threads;
        this.sink = sink;
        this.counters = counters;
        this.pending = pending;
    }

    void post(Letter letter) {
        pending.add(1);
        synchronized (letters) {
            letters.add(letter);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        if (!handOver()) {
            abandon();
        }
    }

    /** Counts what is left after the append threads ended. */
    void abandon() {
        List<Letter> left;
        synchronized (letters) {
            left = List.copyOf(letters);
            letters.clear();
            scheduled = false;
        }
        left.forEach(this::notKept);
        pending.remove(left.size());
    }

    private boolean handOver() {
        try {
            threads.execute(this::empty);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** One batch, then other mailboxes' turn; all of it when the threads are to end. */
    private void empty() {
        do {
            List<Letter> batch = nextBatch();
            try {
                keep(batch);
            } finally {
                pending.remove(batch.size());
            }
        } while (hasMore() && !handOver());
    }

    private List<Letter> nextBatch() {
        List<Letter> batch = new ArrayList<>();
        synchronized (letters) {
            while (!letters.isEmpty() && batch.size() < BATCH) {
                batch.add(letters.remove());
            }
        }
        return batch;
    }

    private boolean hasMore() {
        synchronized (letters) {
            scheduled = !letters.isEmpty();
            return scheduled;
        }
    }

    private void keep(List<Letter> batch) {
        List<Letter> wanted = new ArrayList<>(batch.size());
        for (Letter letter : batch) {
            if (letter.sender() != null && letter.sender().failed()) {
                notKept(letter);
            } else {
                wanted.add(letter);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        try {
            sink.appendAll(wanted.stream().map(Letter::message).toList());
        } catch (IOException | RuntimeException e) {
            LOG.error("the sink did not keep {} messages: {}", wanted.size(), e.toString());
            wanted.forEach(this::notKept);
            return;
        }
        kept(wanted);
    }

    /** Calls each sender once for a run of its letters. */
    private void kept(List<Letter> batch) {
        int from = 0;
        while (from < batch.size()) {
            Sender sender = batch.get(from).sender();
            int to = from + 1;
            while (to < batch.size() && batch.get(to).sender() == sender) {
                to++;
            }
            List<Letter> run = batch.subList(from, to);
            if (sender == null) {
                counters.add(DeviceCounter.EVENTS, run.size());
            } else {
                counters.add(DeviceCounter.MESSAGES, run.size());
                counters.add(
                        DeviceCounter.BYTES,
                        run.stream().mapToLong(letter -> letter.message().body().length).sum());
                sender.kept(List.copyOf(run));
            }
            from = to;
        }
    }

    private void notKept(Letter letter) {
        Sender sender = letter.sender();
        if (sender == null) {
            counters.count(DeviceCounter.EVENTS_LOST);
            return;
        }
        counters.count(
                letter.packetId() == 0 ? DeviceCounter.LOST_QOS_0 : DeviceCounter.NOT_KEPT_QOS_1);
        sender.notKept(letter);
    }
}
