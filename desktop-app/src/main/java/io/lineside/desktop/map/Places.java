package io.lineside.desktop.map;

import io.lineside.desktop.format.Look;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.Reading;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each device is: at the position it last sent, else at its fixed place. */
final class Places {

    /**
     * A device on the map.
     *
     * @param x on {@link Mercator}'s square
     * @param position the signal with the position; null for a fixed place
     * @param look of the position, or of the device's worst value where it stands still
     */
    record Place(
            PlantView.Device device,
            double x,
            double y,
            @Nullable SignalId position,
            Look look,
            @Nullable AlarmView alarm) {}

    /** Devices so near each other that one mark stands for them. */
    record Cluster(double x, double y, List<Place> places) {

        @Nullable AlarmView worst() {
            AlarmView worst = null;
            for (Place place : places) {
                AlarmView alarm = place.alarm;
                if (alarm != null && (worst == null || alarm.priority() < worst.priority())) {
                    worst = alarm;
                }
            }
            return worst;
        }

        long old() {
            return places.stream().filter(place -> !place.look.isPresent()).count();
        }
    }

    private static final double NEAR = 26;

    private Places() {}

    static List<Place> of(PlantIndex plant, Frame frame) {
        List<Place> places = new ArrayList<>();
        for (PlantView.Device device : plant.devices()) {
            Place place = of(device, frame);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    private static @Nullable Place of(PlantView.Device device, Frame frame) {
        AlarmView alarm = frame.alarms().worstOfDevice(device.id()).orElse(null);
        Look worst = Look.LIVE;
        for (PlantView.Signal signal : device.signals()) {
            SignalId id = new SignalId(device.id(), signal.name());
            Reading reading = frame.readings().of(id);
            if (reading.value() instanceof Value.Geo(double latitude, double longitude)) {
                return new Place(
                        device,
                        Mercator.x(longitude),
                        Mercator.y(latitude),
                        id,
                        Look.of(reading),
                        alarm);
            }
            Look look = Look.of(reading);
            worst = look.ordinal() > worst.ordinal() ? look : worst;
        }
        Double latitude = device.latitude();
        Double longitude = device.longitude();
        return latitude == null || longitude == null
                ? null
                : new Place(
                        device, Mercator.x(longitude), Mercator.y(latitude), null, worst, alarm);
    }

    static List<Cluster> cluster(List<Place> places, Viewport view) {
        List<List<Place>> groups = new ArrayList<>();
        for (Place place : places) {
            groups.stream()
                    .filter(group -> isNear(group.getFirst(), place, view))
                    .findFirst()
                    .ifPresentOrElse(
                            group -> group.add(place),
                            () -> groups.add(new ArrayList<>(List.of(place))));
        }
        return groups.stream().map(Places::middle).toList();
    }

    private static boolean isNear(Place a, Place b, Viewport view) {
        return Math.abs(a.x - b.x) * view.scale() < NEAR
                && Math.abs(a.y - b.y) * view.scale() < NEAR;
    }

    private static Cluster middle(List<Place> group) {
        double x = group.stream().mapToDouble(Place::x).average().orElse(0);
        double y = group.stream().mapToDouble(Place::y).average().orElse(0);
        return new Cluster(x, y, List.copyOf(group));
    }
}
