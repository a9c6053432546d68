package io.lineside.devices;

import io.lineside.devices.link.DeviceLink;
import io.lineside.devices.link.Measurement;
import io.lineside.devices.sim.DeviceModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a model at its period and sends what it reports, on a virtual thread {@code device-ID}. */
final class RunningDevice implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningDevice.class);

    private final DeviceModel model;
    private final DeviceLink link;
    private final long started;
    private final Thread thread;

    private RunningDevice(DeviceModel model, DeviceLink link, long started) {
        this.model = model;
        this.link = link;
        this.started = started;
        this.thread = Thread.ofVirtual().name("device-" + model.id()).unstarted(this::run);
    }

    /**
     * Starts the device.
     *
     * @param started the plant's time 0, of System.nanoTime
     */
    static RunningDevice start(DeviceModel model, DeviceLink link, long started) {
        RunningDevice device = new RunningDevice(model, link, started);
        device.thread.start();
        return device;
    }

    DeviceLink link() {
        return link;
    }

    private void run() {
        long period = model.period().toNanos();
        // Each device has its own place within the period, so that they do not all send at once.
        long offset = Math.floorMod(model.id().hashCode() * 0x9E3779B9L, period);
        try {
            link.connected().get();
            while (true) {
                List<Measurement> readings =
                        model.read(Duration.ofNanos(System.nanoTime() - started));
                if (!readings.isEmpty()) {
                    var _ = link.send(readings);
                }
                long elapsed = System.nanoTime() - started;
                long next = ((elapsed - offset) / period + 1) * period + offset;
                Thread.sleep(Duration.ofNanos(next - elapsed));
            }
        } catch (InterruptedException e) {
            log.debug("{} stops", model.id());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a link failed instead of trying again", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
