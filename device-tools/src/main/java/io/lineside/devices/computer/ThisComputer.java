package io.lineside.devices.computer;

import io.lineside.devices.link.Measurement;
import io.lineside.devices.sim.DeviceModel;
import io.lineside.model.Value;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.Sensors;

/**
 * This computer as a device: {@code cpuLoad} and {@code memoryUsed} in percent, {@code
 * cpuTemperature} in °C, {@code fan1}, {@code fan2}… in rpm. A sensor that is not there has a null
 * value, which is bad quality, and never 0; without any fan there is one {@code fan1} of null.
 */
public final class ThisComputer implements DeviceModel {

    /** No processor that runs is colder, and OSHI says 0 where there is no sensor. */
    private static final double COLDEST = 1;

    private final String id;
    private final Duration period;
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final Sensors sensors;
    private long @Nullable [] ticks;

    /** This computer under a device id. */
    public ThisComputer(String id, Duration period) {
        this(id, period, new SystemInfo().getHardware());
    }

    private ThisComputer(String id, Duration period, HardwareAbstractionLayer hardware) {
        this(id, period, hardware.getProcessor(), hardware.getMemory(), hardware.getSensors());
    }

    ThisComputer(
            String id,
            Duration period,
            CentralProcessor processor,
            GlobalMemory memory,
            Sensors sensors) {
        this.id = id;
        this.period = period;
        this.processor = processor;
        this.memory = memory;
        this.sensors = sensors;
    }

    /** {@code pc-} and this computer's name, as far as a device id allows. */
    public static String defaultId() {
        try {
            return idOf(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return idOf("");
        }
    }

    /** A device id of at most 64 characters for a host name. */
    static String idOf(String hostName) {
        String name =
                hostName.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9-]+", "-")
                        .replaceAll("^-+|-+$", "");
        String id = "pc-" + (name.isEmpty() ? "unnamed" : name);
        return id.substring(0, Math.min(64, id.length()));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Duration period() {
        return period;
    }

    @Override
    public List<Measurement> read(Duration time) {
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        values.put("cpuLoad", cpuLoad());
        values.put("memoryUsed", memoryUsed());
        double celsius = sensors.getCpuTemperature();
        values.put("cpuTemperature", celsius > COLDEST ? number(celsius) : null);
        int[] fans = sensors.getFanSpeeds();
        if (fans.length == 0) {
            values.put("fan1", null);
        }
        for (int i = 0; i < fans.length; i++) {
            values.put("fan" + (i + 1), fans[i] > 0 ? new Value.Num(fans[i]) : null);
        }
        return List.of(Measurement.now(values));
    }

    /** Percent since the reading before; null at the first. */
    private @Nullable Value cpuLoad() {
        long[] before = ticks;
        long[] now = processor.getSystemCpuLoadTicks();
        ticks = now;
        if (before == null) {
            return null;
        }
        return number(100 * processor.getSystemCpuLoadBetweenTicks(before, now));
    }

    private @Nullable Value memoryUsed() {
        long total = memory.getTotal();
        return total <= 0 ? null : number(100.0 * (total - memory.getAvailable()) / total);
    }

    private static @Nullable Value number(double number) {
        return Double.isFinite(number) ? new Value.Num(Math.round(number * 10) / 10.0) : null;
    }
}
