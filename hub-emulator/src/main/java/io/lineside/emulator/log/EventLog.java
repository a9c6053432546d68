package io.lineside.emulator.log;

import io.lineside.emulator.message.DeviceMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All partitions of the hub. A device's messages are in one partition, in their order. Safe on any
 * thread.
 */
public final class EventLog implements AutoCloseable {

    private final Clock clock;
    private final List<Partition> partitions;

    /**
     * @param directory where it is kept, a subdirectory a partition; null: in memory alone
     */
    public EventLog(int partitions, Retention retention, Clock clock, @Nullable Path directory) {
        if (partitions < 1 || partitions > 128) {
            throw new IllegalArgumentException(
                    "partitions is " + partitions + ", expected 1 to 128");
        }
        this.clock = clock;
        this.partitions =
                IntStream.range(0, partitions)
                        .mapToObj(
                                id ->
                                        new Partition(
                                                Integer.toString(id),
                                                retention,
                                                clock,
                                                directory == null
                                                        ? null
                                                        : directory.resolve("partition-" + id)))
                        .toList();
    }

    /** The partitions, by id from 0. */
    public List<Partition> partitions() {
        return partitions;
    }

    /** The partition with this id. */
    public Optional<Partition> partition(String id) {
        return partitions.stream().filter(partition -> partition.id().equals(id)).findFirst();
    }

    /** Appends what a device sent, enqueued now. */
    public LoggedEvent append(DeviceMessage message) throws IOException {
        return append(message, clock.instant());
    }

    /** Appends what a device sent, as enqueued at this time. */
    public LoggedEvent append(DeviceMessage message, Instant enqueued) throws IOException {
        Partition partition =
                partitions.get(
                        Math.floorMod(spread(message.deviceId().hashCode()), partitions.size()));
        LoggedEvent event =
                partition.append(
                        enqueued,
                        place ->
                                MessageEncoder.encode(
                                        message,
                                        place.sequence(),
                                        place.offset(),
                                        place.enqueued()));
        partition.announce();
        return event;
    }

    /** Appends a message that an Event Hubs client sent, as it is. */
    public LoggedEvent appendEncoded(
            Partition partition, byte[] sections, @Nullable String partitionKey)
            throws IOException {
        LoggedEvent event =
                partition.append(
                        clock.instant(),
                        place ->
                                MessageEncoder.annotate(
                                        sections,
                                        place.sequence(),
                                        place.offset(),
                                        place.enqueued(),
                                        partitionKey));
        partition.announce();
        return event;
    }

    /** How many events are kept. */
    public long count() {
        return partitions.stream()
                .map(Partition::extent)
                .mapToLong(extent -> extent.next() - extent.first())
                .sum();
    }

    // Device ids are alike (van-01, van-02, …), and their hash codes with them.
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    @Override
    public void close() {
        partitions.forEach(Partition::close);
    }
}
