package io.lineside.emulator.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A segment's file. One record an event: length of the message (4 bytes), CRC-32C of what follows
 * (4), sequence (8), offset (8), enqueued time in milliseconds (8), message. Written only at its
 * end; a record that was cut short by a crash is cut off when the file is read.
 */
final class SegmentFile implements AutoCloseable {

    private static final int HEAD = 8;
    private static final int FIXED = 24;

    private final Path file;
    private final FileChannel channel;

    private SegmentFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static SegmentFile create(Path file) {
        try {
            return new SegmentFile(
                    file,
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the hub's log " + file, e);
        }
    }

    /** The whole events of a file; its torn tail is cut off. */
    static List<LoggedEvent> read(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (all.hasRemaining() && channel.read(all) >= 0) {}
            all.flip();
            List<LoggedEvent> events = new ArrayList<>();
            int whole = 0;
            LoggedEvent event = next(all);
            while (event != null) {
                events.add(event);
                whole = all.position();
                event = next(all);
            }
            channel.truncate(whole);
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the hub's log " + file, e);
        }
    }

    private static @org.jspecify.annotations.Nullable LoggedEvent next(ByteBuffer all) {
        if (all.remaining() < HEAD + FIXED) {
            return null;
        }
        int length = all.getInt();
        int checksum = all.getInt();
        if (length < 0 || all.remaining() < FIXED + length) {
            return null;
        }
        CRC32C crc = new CRC32C();
        crc.update(all.slice(all.position(), FIXED + length));
        if ((int) crc.getValue() != checksum) {
            return null;
        }
        long sequence = all.getLong();
        long offset = all.getLong();
        Instant enqueued = Instant.ofEpochMilli(all.getLong());
        byte[] message = new byte[length];
        all.get(message);
        return new LoggedEvent(sequence, offset, enqueued, message);
    }

    void append(LoggedEvent event) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(HEAD + FIXED + event.message().length);
        entry.position(HEAD);
        entry.putLong(event.sequence())
                .putLong(event.offset())
                .putLong(event.enqueued().toEpochMilli());
        entry.put(event.message());
        CRC32C crc = new CRC32C();
        crc.update(entry.slice(HEAD, entry.capacity() - HEAD));
        entry.putInt(0, event.message().length).putInt(4, (int) crc.getValue());
        entry.flip();
        while (entry.hasRemaining()) {
            channel.write(entry);
        }
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
