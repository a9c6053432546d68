package io.lineside.emulator.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One partition of the hub: events in the order they were appended. Safe on any thread. */
public final class Partition implements AutoCloseable {

    private static final long SEGMENT_BYTES = 16L << 20;

    private static final class Segment {
        final long firstSequence;
        final List<LoggedEvent> events = new ArrayList<>();
        final @Nullable SegmentFile file;
        long bytes;

        Segment(long firstSequence, @Nullable SegmentFile file) {
            this.firstSequence = firstSequence;
            this.file = file;
        }
    }

    private final String id;
    private final Retention retention;
    private final Clock clock;
    private final @Nullable Path directory;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private long nextSequence;
    private long nextOffset;
    private long bytes;
    private @Nullable LoggedEvent last;

    /**
     * @param directory where it is kept; null: in memory alone
     */
    Partition(String id, Retention retention, Clock clock, @Nullable Path directory) {
        this.id = id;
        this.retention = retention;
        this.clock = clock;
        this.directory = directory;
        if (directory != null) {
            load(directory);
        }
    }

    private void load(Path directory) {
        try {
            Files.createDirectories(directory);
            List<Path> files;
            try (Stream<Path> found = Files.list(directory)) {
                files = found.filter(file -> file.toString().endsWith(".log")).sorted().toList();
            }
            for (Path file : files) {
                List<LoggedEvent> events = SegmentFile.read(file);
                if (events.isEmpty()) {
                    Files.delete(file);
                    continue;
                }
                Segment segment =
                        new Segment(events.getFirst().sequence(), SegmentFile.create(file));
                segments.add(segment);
                for (LoggedEvent event : events) {
                    count(segment, event);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the hub's log in " + directory, e);
        }
    }

    /** Its id, a number from 0. */
    public String id() {
        return id;
    }

    /** Appends an event; it is on its way to the disk, where there is one, when this returns. */
    synchronized LoggedEvent append(
            Instant enqueued, java.util.function.Function<Placement, byte[]> encoder)
            throws IOException {
        byte[] message = encoder.apply(new Placement(nextSequence, nextOffset, enqueued));
        LoggedEvent event = new LoggedEvent(nextSequence, nextOffset, enqueued, message);
        Segment segment = segments.peekLast();
        if (segment == null || segment.bytes >= SEGMENT_BYTES) {
            segment = new Segment(nextSequence, newFile());
            segments.add(segment);
        }
        if (segment.file != null) {
            segment.file.append(event);
        }
        count(segment, event);
        dropOld();
        return event;
    }

    /** Where an event is about to stand. */
    record Placement(long sequence, long offset, Instant enqueued) {}

    /** Calls the watchers, as there is something new; not under the lock. */
    void announce() {
        watchers.forEach(Runnable::run);
    }

    /** Calls the watcher after each append, on the appender's thread; it must not block. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Ends {@link #watch}. */
    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    /**
     * The event with this sequence number or the next one there is; null when there is none yet.
     */
    public synchronized @Nullable LoggedEvent at(long sequence) {
        for (Segment segment : segments) {
            long index = Math.max(0, sequence - segment.firstSequence);
            if (index < segment.events.size()) {
                return segment.events.get((int) index);
            }
        }
        return null;
    }

    /** The sequence number of the first event at or after this offset. */
    public synchronized long sequenceAtOffset(long offset) {
        return first(event -> event.offset() >= offset);
    }

    /** The sequence number of the first event enqueued at or after this time. */
    public synchronized long sequenceAtTime(Instant time) {
        return first(event -> !event.enqueued().isBefore(time));
    }

    private long first(java.util.function.Predicate<LoggedEvent> wanted) {
        for (Segment segment : segments) {
            if (!segment.events.isEmpty() && wanted.test(segment.events.getLast())) {
                for (LoggedEvent event : segment.events) {
                    if (wanted.test(event)) {
                        return event.sequence();
                    }
                }
            }
        }
        return nextSequence;
    }

    /** What is there now. */
    public synchronized Extent extent() {
        Segment oldest = segments.peekFirst();
        return new Extent(oldest == null ? nextSequence : oldest.firstSequence, nextSequence, last);
    }

    /**
     * What a partition holds.
     *
     * @param first sequence number of the oldest event kept
     * @param next sequence number the next event will get
     * @param last the newest event; null when there never was one
     */
    public record Extent(long first, long next, @Nullable LoggedEvent last) {

        /** Whether nothing is kept. */
        public boolean isEmpty() {
            return first == next;
        }
    }

    private void count(Segment segment, LoggedEvent event) {
        segment.events.add(event);
        segment.bytes += event.message().length;
        bytes += event.message().length;
        nextSequence = event.sequence() + 1;
        nextOffset = event.offset() + event.message().length;
        last = event;
    }

    private void dropOld() throws IOException {
        Instant oldest = clock.instant().minus(retention.age());
        while (segments.size() > 1
                && (bytes > retention.bytes()
                        || segments.getFirst().events.getLast().enqueued().isBefore(oldest))) {
            Segment dropped = segments.removeFirst();
            bytes -= dropped.bytes;
            if (dropped.file != null) {
                dropped.file.delete();
            }
        }
    }

    private @Nullable SegmentFile newFile() {
        return directory == null
                ? null
                : SegmentFile.create(directory.resolve(String.format("%019d.log", nextSequence)));
    }

    @Override
    public synchronized void close() {
        for (Segment segment : segments) {
            if (segment.file != null) {
                try {
                    segment.file.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot close the hub's log", e);
                }
            }
        }
    }
}
