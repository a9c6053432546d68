package io.lineside.desktop.device;

import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.format.Scales;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.model.AssetPath;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** One device closely, chosen from all of the plant. FX thread; needs no stage. */
final class DeviceModel {

    /**
     * The device that is shown.
     *
     * @param id its id; null while there is none
     * @param figures its signals with a scale, which come first on the page
     * @param states its other signals
     */
    record Shown(
            @Nullable String id, List<PlantView.Signal> figures, List<PlantView.Signal> states) {

        static final Shown NONE = new Shown(null, List.of(), List.of());
    }

    private final ObservableList<String> devices = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>(Shown.NONE);
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper facts = new ReadOnlyStringWrapper("");
    private PlantIndex plant = PlantIndex.empty();
    private @Nullable Frame last;

    /** The ids of all devices, in the order of the plant. */
    ObservableList<String> devices() {
        return devices;
    }

    /** The device that is shown, and its signals. */
    ReadOnlyObjectProperty<Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /** The name of the device that is shown. */
    ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    /** Its place, its id and the age of its newest value. */
    ReadOnlyStringProperty facts() {
        return facts.getReadOnlyProperty();
    }

    /** The last frame; null before the first. */
    @Nullable Frame last() {
        return last;
    }

    /** The plant has changed: the device stays that is shown, as long as it is there. */
    void show(PlantIndex newPlant) {
        plant = newPlant;
        String before = shown.get().id();
        List<String> ids = plant.devices().stream().map(PlantView.Device::id).toList();
        if (!devices.equals(ids)) {
            devices.setAll(ids);
        }
        if (before != null && ids.contains(before)) {
            select(before);
        } else if (!ids.isEmpty()) {
            select(ids.getFirst());
        }
    }

    /** The operator wants to see this device. */
    void select(String device) {
        List<PlantView.Signal> signals =
                plant.device(device).map(PlantView.Device::signals).orElse(List.of());
        shown.set(
                new Shown(
                        device,
                        signals.stream().filter(Scales::has).toList(),
                        signals.stream().filter(signal -> !Scales.has(signal)).toList()));
    }

    /** The device of a detail: that with this id, and the first of all for the empty one. */
    String deviceOf(String detail) {
        return !detail.isEmpty() ? detail : devices.isEmpty() ? "" : devices.getFirst();
    }

    /** The first device, and the first of those that the plant model does not name. */
    List<String> variants() {
        List<String> details = new ArrayList<>(List.of(""));
        plant.devices().stream()
                .filter(device -> plant.unitOf(device.id()).equals(AssetPath.UNASSIGNED))
                .findFirst()
                .ifPresent(device -> details.add(device.id()));
        return details;
    }

    /** A device in the list: its name, behind the sign of its most urgent alarm. */
    String label(String id) {
        String device = nameOf(id);
        Frame frame = last;
        if (frame == null) {
            return device;
        }
        return frame.alarms()
                .worstOfDevice(id)
                .map(alarm -> AlarmSigns.shape(alarm.priority()) + alarm.priority() + "  " + device)
                .orElse(device);
    }

    private String nameOf(String id) {
        return plant.device(id).map(PlantView.Device::name).orElse(id);
    }

    /** Shows the frame; true when the labels of the list may have changed. */
    boolean pulse(Frame frame) {
        boolean alarmsChanged = last == null || last.alarms() != frame.alarms();
        last = frame;
        String id = shown.get().id();
        if (id == null) {
            name.set("No device");
            facts.set("The relay has not told of any device yet.");
            return alarmsChanged;
        }
        long newest = plant.device(id).map(frame::newestOf).orElse(0L);
        name.set(nameOf(id));
        facts.set(
                plant.unitOf(id)
                        + " · "
                        + id
                        + " · "
                        + (newest == 0
                                ? "nothing heard yet"
                                : "last sample " + Figures.age(frame.now() - newest) + " ago"));
        return alarmsChanged;
    }
}
