package io.lineside.emulator.amqp;

import io.lineside.emulator.log.EventLog;
import io.lineside.emulator.log.LoggedEvent;
import io.lineside.emulator.log.Partition;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.qpid.protonj2.buffer.ProtonBuffer;

/**
 * Answers READ requests for the hub and its partitions; the Java SDK checks each value's AMQP type.
 */
final class ManagementNode {

    private final String hub;
    private final Instant created;
    private final EventLog log;
    private final LongAdder calls = new LongAdder();

    ManagementNode(String hub, Instant created, EventLog log) {
        this.hub = hub;
        this.created = created;
        this.log = log;
    }

    /** How many requests have been answered, refusals among them. Safe on any thread. */
    long calls() {
        return calls.sum();
    }

    ProtonBuffer answer(Messages.Request request) {
        calls.increment();
        if (!request.property("operation").equals("READ")) {
            return Messages.answer(request, 400, "operation must be READ", null);
        }
        String name = request.property("name");
        if (!name.equalsIgnoreCase(hub)) {
            return Messages.answer(
                    request, 404, "The messaging entity '" + name + "' could not be found.", null);
        }
        return switch (request.property("type")) {
            case "com.microsoft:eventhub" -> Messages.answer(request, 200, "OK", describeHub());
            case "com.microsoft:partition" -> {
                String id = request.property("partition");
                Optional<Partition> partition = log.partition(id);
                yield partition
                        .map(found -> Messages.answer(request, 200, "OK", describe(found)))
                        .orElseGet(
                                () ->
                                        Messages.answer(
                                                request,
                                                404,
                                                "The messaging entity '"
                                                        + name
                                                        + "/"
                                                        + id
                                                        + "' could not be found.",
                                                null));
            }
            default ->
                    Messages.answer(
                            request,
                            400,
                            "type must be com.microsoft:eventhub or com.microsoft:partition",
                            null);
        };
    }

    private Map<String, Object> describeHub() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", hub);
        map.put("type", "com.microsoft:eventhub");
        map.put("created_at", Date.from(created));
        map.put("partition_count", log.partitions().size());
        map.put(
                "partition_ids",
                log.partitions().stream().map(Partition::id).toArray(String[]::new));
        return map;
    }

    private Map<String, Object> describe(Partition partition) {
        Partition.Extent extent = partition.extent();
        LoggedEvent last = extent.last();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", hub);
        map.put("type", "com.microsoft:partition");
        map.put("partition", partition.id());
        map.put("begin_sequence_number", extent.isEmpty() ? -1L : extent.first());
        map.put("last_enqueued_sequence_number", last == null ? -1L : last.sequence());
        map.put("last_enqueued_offset", last == null ? "-1" : Long.toString(last.offset()));
        map.put("last_enqueued_time_utc", last == null ? new Date(0) : Date.from(last.enqueued()));
        map.put("is_partition_empty", extent.isEmpty());
        return map;
    }
}
