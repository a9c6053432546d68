package io.lineside.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plant as the relay describes it to clients: the model file, and the devices that appeared by
 * themselves. JSON property names are the component names.
 *
 * @param version rises with each change; {@link Heads} names it, so a client knows when to ask
 *     again
 * @param sites in the order of the file, {@code unassigned} last
 */
public record PlantView(long version, List<Site> sites) {

    /**
     * A site.
     *
     * @param path the site's id
     * @param zone its time zone, an IANA name such as {@code Europe/Berlin}
     */
    public record Site(String path, String name, String zone, List<Area> areas) {}

    /** An area: what one operator position looks after. */
    public record Area(String path, String name, List<Unit> units) {}

    /** A unit: one piece of process equipment, or a group of devices. */
    public record Unit(String path, String name, List<Device> devices) {}

    /**
     * A device.
     *
     * @param id the id its samples carry
     * @param latitude degrees; null when the device has no fixed place
     * @param longitude degrees; null when the device has no fixed place
     */
    public record Device(
            String id,
            String name,
            @Nullable Double latitude,
            @Nullable Double longitude,
            List<Signal> signals) {}

    /**
     * A signal and how to show it.
     *
     * @param name the signal's name within its device
     * @param label what an operator calls it
     * @param unit such as {@code °C}; empty when it has none
     * @param decimals digits behind the point, 0 to 9
     * @param min lowest value of the scale; null when unknown
     * @param max highest value of the scale; null when unknown
     * @param period longest expected time between samples in milliseconds; null for report by
     *     exception
     */
    public record Signal(
            String name,
            String label,
            String unit,
            int decimals,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Long period,
            Limits limits) {}

    /** The alarm limits of a signal, in its unit; null where there is none. */
    public record Limits(
            @Nullable Double lowLow,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double highHigh) {

        public static final Limits NONE = new Limits(null, null, null, null);
    }
}
