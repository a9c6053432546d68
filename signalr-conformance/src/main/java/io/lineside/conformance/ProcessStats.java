package io.lineside.conformance;

import com.sun.management.UnixOperatingSystemMXBean;
import io.lineside.signalr.Broadcaster;
import io.lineside.signalr.HubConnection;
import io.lineside.signalr.OutboxStats;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process holds. Safe on any thread. */
final class ProcessStats {

    private static final long PAGE_BYTES = 4096;

    /** One of each belongs to a connection, or to hub code that runs. */
    private static final Set<String> COUNTED =
            Set.of(
                    "io.lineside.signalr.connection.ServerConnection",
                    "io.lineside.signalr.delivery.Outbox",
                    "io.lineside.signalr.connection.Inbox",
                    "io.lineside.signalr.transport.WebSocketTransport",
                    "io.lineside.signalr.transport.SseTransport",
                    "io.lineside.signalr.transport.LongPollTransport",
                    "java.lang.VirtualThread");

    private final Broadcaster broadcaster;
    private final ParityHub hub;
    private final MeterRegistry meters;

    ProcessStats(Broadcaster broadcaster, ParityHub hub, MeterRegistry meters) {
        this.broadcaster = broadcaster;
        this.hub = hub;
        this.meters = meters;
    }

    /** In the form that the reference server has. */
    Map<String, Object> brief() throws IOException {
        double seconds =
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                        / 1e3;
        return Map.of(
                "pid", ProcessHandle.current().pid(),
                "residentBytes", residentBytes(),
                "cpuSeconds", seconds,
                "connected", broadcaster.stats().connections(),
                "managedBytes", usedAfterCollection());
    }

    /**
     * All that could leak: connections from negotiation on, groups, what waits for clients, threads
     * by name without their numbers, file descriptors, bytes off the heap, and living objects of
     * what a connection is made of.
     */
    Map<String, Object> full() throws IOException, JMException {
        Map<String, Object> all = new LinkedHashMap<>(brief());
        all.put("connections", connections());
        all.put("groups", broadcaster.stats().groups());
        long messages = 0;
        long bytes = 0;
        for (HubConnection connection : hub.connected.values()) {
            OutboxStats outbox = connection.outbox();
            messages += outbox.waitingMessages();
            bytes += outbox.waitingBytes();
        }
        all.put("hubConnections", hub.connected.size());
        all.put("waitingMessages", messages);
        all.put("waitingBytes", bytes);
        all.put("slowDisconnects", broadcaster.stats().slowDisconnects());
        all.put("threads", threads());
        all.put("fileDescriptors", fileDescriptors());
        all.put("directBytes", directBytes());
        all.put("objects", objects());
        return all;
    }

    /** Of all hubs together; 0 when they were given other meters. */
    private int connections() {
        return (int)
                meters.find("signalr.connections.all").gauges().stream()
                        .mapToDouble(Gauge::value)
                        .sum();
    }

    /** Known on Linux alone; 0 elsewhere. */
    private static long residentBytes() throws IOException {
        Path statm = Path.of("/proc/self/statm");
        return Files.exists(statm)
                ? Long.parseLong(Files.readString(statm).split(" ")[1]) * PAGE_BYTES
                : 0;
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Map<String, Integer> threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Integer> byName = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            // Null for one that has just ended.
            if (thread != null) {
                byName.merge(thread.getThreadName().replaceAll("[0-9].*", ""), 1, Integer::sum);
            }
        }
        return byName;
    }

    /** 0 where the operating system does not say. */
    private static long fileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getOpenFileDescriptorCount()
                : 0;
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static Map<String, Integer> objects() throws JMException {
        String histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {new String[0]},
                                        new String[] {String[].class.getName()});
        Map<String, Integer> living = new TreeMap<>();
        for (String line : histogram.split("\n")) {
            // num: instances bytes class (module)
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4 && COUNTED.contains(words[3])) {
                living.put(words[3], Integer.parseInt(words[1]));
            }
        }
        return living;
    }
}
