package io.lineside.emulator.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir Path directory;

    @Test
    void numbersEventsAndFindsThemByOffsetAndTime() throws IOException {
        Partition partition = new Partition("0", Retention.DEFAULT, CLOCK, null);
        append(partition, NOON, "aaaa");
        append(partition, NOON.plusSeconds(1), "bb");
        append(partition, NOON.plusSeconds(2), "c");

        assertThat(partition.at(1)).extracting(LoggedEvent::offset).isEqualTo(4L);
        assertThat(partition.at(3)).isNull();
        assertThat(partition.sequenceAtOffset(1)).isEqualTo(1);
        assertThat(partition.sequenceAtOffset(4)).isEqualTo(1);
        assertThat(partition.sequenceAtOffset(99)).isEqualTo(3);
        assertThat(partition.sequenceAtTime(NOON.plusMillis(1500))).isEqualTo(2);
        assertThat(partition.sequenceAtTime(NOON.plusSeconds(9))).isEqualTo(3);
    }

    @Test
    void goesOnWhereItWasAfterARestart() throws IOException {
        try (Partition before = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            append(before, NOON, "one");
            append(before, NOON, "two");
        }
        try (Partition after = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            append(after, NOON, "three");
            assertThat(texts(after)).containsExactly("one", "two", "three");
            assertThat(after.extent().next()).isEqualTo(3);
        }
    }

    @Test
    void cutsOffARecordThatACrashTore() throws IOException {
        try (Partition before = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            append(before, NOON, "whole");
            append(before, NOON, "torn");
        }
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 2));

        try (Partition after = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            append(after, NOON, "next");
            assertThat(texts(after)).containsExactly("whole", "next");
        }
        try (Partition again = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            assertThat(texts(again)).containsExactly("whole", "next");
        }
    }

    @Test
    void takesNoRecordWhoseChecksumIsWrong() throws IOException {
        try (Partition before = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            append(before, NOON, "good");
        }
        Files.write(onlyFile(), new byte[64], StandardOpenOption.APPEND);
        try (Partition after = new Partition("0", Retention.DEFAULT, CLOCK, directory)) {
            assertThat(texts(after)).containsExactly("good");
        }
    }

    @Test
    void dropsTheOldestSegmentsBeyondItsSize() throws IOException {
        Retention small = new Retention(Duration.ofDays(1), 40L << 20);
        Partition partition = new Partition("0", small, CLOCK, directory);
        String large = "x".repeat(1 << 20);
        for (int i = 0; i < 100; i++) {
            append(partition, NOON, large);
        }
        assertThat(partition.extent().first()).isBetween(40L, 70L);
        LoggedEvent oldest = partition.at(0);
        assertThat(oldest).isNotNull();
        assertThat(oldest.sequence()).isEqualTo(partition.extent().first());
        partition.close();
    }

    @Test
    void tellsItsWatchers() throws IOException {
        EventLog log = new EventLog(1, Retention.DEFAULT, CLOCK, null);
        AtomicInteger calls = new AtomicInteger();
        Runnable watcher = calls::incrementAndGet;
        log.partitions().getFirst().watch(watcher);
        log.appendEncoded(log.partitions().getFirst(), new byte[0], null);
        log.partitions().getFirst().unwatch(watcher);
        log.appendEncoded(log.partitions().getFirst(), new byte[0], null);
        assertThat(calls).hasValue(1);
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void append(Partition partition, Instant enqueued, String text)
            throws IOException {
        partition.append(enqueued, place -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(Partition partition) {
        return Stream.iterate(0L, n -> n < partition.extent().next(), n -> n + 1)
                .map(partition::at)
                .map(
                        event ->
                                event == null
                                        ? ""
                                        : new String(event.message(), StandardCharsets.UTF_8))
                .toList();
    }
}
