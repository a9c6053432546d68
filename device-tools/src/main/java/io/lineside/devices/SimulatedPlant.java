package io.lineside.devices;

import io.lineside.devices.computer.ThisComputer;
import io.lineside.devices.link.AckTimes;
import io.lineside.devices.link.Connections;
import io.lineside.devices.link.DeviceLink;
import io.lineside.devices.link.HubInfo;
import io.lineside.devices.link.LinkSettings;
import io.lineside.devices.sim.DeviceModel;
import io.lineside.devices.sim.PlantDevices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The simulated plant and this computer, each device over a connection of its own. Any thread may
 * call; each device sends from a virtual thread.
 */
public final class SimulatedPlant implements AutoCloseable {

    private static final int WINDOW = 200;

    /**
     * What to run.
     *
     * @param seed decides all that is left to chance
     * @param rate readings per second of each device; null for each device's own, 1 or 2
     * @param only the devices to run; empty for all
     * @param computer the device id of this computer; null to leave it out
     */
    public record Options(
            long seed, @Nullable Double rate, Set<String> only, @Nullable String computer) {

        public Options {
            only = Set.copyOf(only);
        }

        /** All of the plant, without this computer. */
        public static Options standard() {
            return new Options(1, null, Set.of(), null);
        }

        /** Only these devices. */
        public Options withOnly(String... devices) {
            return new Options(seed, rate, Set.of(devices), computer);
        }

        /** With this computer as a device. */
        public Options withComputer(String deviceId) {
            return new Options(seed, rate, only, deviceId);
        }
    }

    private final AckTimes ackTimes = new AckTimes();
    private final long started = System.nanoTime();
    private final Connections connections;

    /** Guarded by this, as is what follows. */
    private final Map<String, RunningDevice> running = new LinkedHashMap<>();

    private final Map<String, DeviceModel> models = new LinkedHashMap<>();
    private final List<DeviceLink> links = new ArrayList<>();

    private SimulatedPlant(Connections connections) {
        this.connections = connections;
    }

    /**
     * Starts all devices against an emulated hub.
     *
     * @throws IOException when the hub's certificate cannot be read
     * @throws IllegalArgumentException when a device in {@code only} is not there
     */
    public static SimulatedPlant start(HubInfo hub, Options options) throws IOException {
        return start(Connections.to(hub), options);
    }

    /**
     * Starts all devices that have a connection.
     *
     * @throws IllegalArgumentException when a device in {@code only} is not there, or a connection
     *     string is for a device that is not in the plant
     */
    public static SimulatedPlant start(Connections connections, Options options) {
        SimulatedPlant plant = new SimulatedPlant(connections);
        Map<String, DeviceModel> known = known(options);
        Set<String> unknown = new TreeSet<>(connections.devices().orElse(Set.of()));
        unknown.addAll(options.only());
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "no device "
                            + String.join(", ", unknown)
                            + "; there are "
                            + String.join(", ", known.keySet()));
        }
        known.forEach(
                (id, model) -> {
                    boolean wanted = options.only().isEmpty() || options.only().contains(id);
                    if (wanted && connections.device(id).isPresent()) {
                        plant.models.put(id, model);
                    }
                });
        plant.models.keySet().forEach(plant::start);
        return plant;
    }

    private static Map<String, DeviceModel> known(Options options) {
        Map<String, DeviceModel> known = new LinkedHashMap<>();
        PlantDevices.all(options.seed(), options.rate())
                .forEach(model -> known.put(model.id(), model));
        if (options.computer() != null) {
            double rate = options.rate() == null ? 1 : options.rate();
            known.put(
                    options.computer(),
                    new ThisComputer(options.computer(), PlantDevices.period(rate)));
        }
        return known;
    }

    /**
     * The plant model of these devices, the text of a {@code plant.yaml}; this computer is not in
     * it.
     */
    public static String plantYaml() {
        try (InputStream in = SimulatedPlant.class.getResourceAsStream("plant.yaml")) {
            if (in == null) {
                throw new IllegalStateException("resource plant.yaml is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The devices of this plant that have a connection, running or stopped. */
    public synchronized Set<String> devices() {
        return Set.copyOf(models.keySet());
    }

    /**
     * Waits until each running device has been accepted by the hub.
     *
     * @throws TimeoutException when one is not after this time; the message says which and why
     */
    public void awaitConnected(Duration within) throws InterruptedException, TimeoutException {
        List<DeviceLink> all;
        synchronized (this) {
            all = running.values().stream().map(RunningDevice::link).toList();
        }
        CompletableFuture<?>[] connected =
                all.stream().map(DeviceLink::connected).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(connected).get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a link failed instead of trying again", e);
        } catch (TimeoutException e) {
            DeviceLink first =
                    all.stream()
                            .filter(link -> !link.connected().isDone())
                            .findFirst()
                            .orElseThrow();
            long missing = all.stream().filter(link -> !link.connected().isDone()).count();
            TimeoutException named =
                    new TimeoutException(
                            missing
                                    + " of "
                                    + all.size()
                                    + " devices cannot connect; "
                                    + first.deviceId()
                                    + ": "
                                    + first.trouble());
            named.initCause(e);
            throw named;
        }
    }

    /**
     * Starts a device that was stopped; it goes on where it would be now. Nothing when it runs.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public synchronized void start(String deviceId) {
        DeviceModel model = model(deviceId);
        if (running.containsKey(deviceId)) {
            return;
        }
        DeviceLink link =
                DeviceLink.start(deviceId, connections, LinkSettings.withWindow(WINDOW), ackTimes);
        links.add(link);
        running.put(deviceId, RunningDevice.start(model, link, started));
    }

    /**
     * Stops a device: it sends no more, and disconnects when all is acknowledged, after 10 s at the
     * latest. Nothing when it does not run.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public void stop(String deviceId) {
        RunningDevice device;
        synchronized (this) {
            DeviceModel _ = model(deviceId);
            device = running.remove(deviceId);
        }
        if (device != null) {
            device.close();
        }
    }

    private DeviceModel model(String deviceId) {
        DeviceModel model = models.get(deviceId);
        if (model == null) {
            throw new IllegalArgumentException(
                    "no device " + deviceId + "; there are " + String.join(", ", models.keySet()));
        }
        return model;
    }

    /** What all devices have done since the start, stopped ones included. */
    public SendReport report() {
        List<DeviceLink> all;
        synchronized (this) {
            all = List.copyOf(links);
        }
        return SendReport.of(all, ackTimes);
    }

    /** Stops all devices, together. */
    @Override
    public void close() {
        List<Thread> closing = new ArrayList<>();
        synchronized (this) {
            for (RunningDevice device : running.values()) {
                closing.add(
                        Thread.ofVirtual()
                                .name("stop-" + device.link().deviceId())
                                .start(device::close));
            }
            running.clear();
        }
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
