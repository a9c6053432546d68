package io.lineside.desktop.device;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.AssetPath;
import io.lineside.model.SignalId;
import io.lineside.wire.PlantView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One device closely, chosen from a list of all. */
public final class DeviceScreen implements Screen {

    private final ListView<String> list = new ListView<>();
    private final FlowPane figures = new FlowPane(10, 10);
    private final FlowPane states = new FlowPane(10, 10);
    private final Label name = new Label();
    private final Label facts = new Label();
    private final BorderPane page = new BorderPane();
    private final List<SignalPanel> shown = new ArrayList<>();
    private PlantIndex plant = PlantIndex.empty();
    private @Nullable String selected;
    private @Nullable Frame last;

    public DeviceScreen() {
        list.setPrefWidth(190);
        list.setCellFactory(view -> new DeviceCell());
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, old, now) -> open(now));
        name.getStyleClass().add("ls-title");
        facts.getStyleClass().add("ls-dim");
        VBox panels = new VBox(10, figures, states);
        panels.getStyleClass().add("ls-panels");
        ScrollPane scroll = new ScrollPane(panels);
        scroll.setFitToWidth(true);
        VBox head = new VBox(2, name, facts);
        head.getStyleClass().add("ls-head");
        BorderPane centre = new BorderPane(scroll);
        centre.setTop(head);
        page.setLeft(list);
        page.setCenter(centre);
        page.getStyleClass().add("ls-page");
    }

    private final class DeviceCell extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String id, boolean empty) {
            super.updateItem(id, empty);
            setText(empty || id == null ? null : label(id));
        }
    }

    private String label(String id) {
        String device = plant.device(id).map(PlantView.Device::name).orElse(id);
        Frame frame = last;
        if (frame == null) {
            return device;
        }
        return frame.alarms()
                .worstOfDevice(id)
                .map(alarm -> Palette.shape(alarm.priority()) + alarm.priority() + "  " + device)
                .orElse(device);
    }

    @Override
    public String id() {
        return "device";
    }

    @Override
    public String title() {
        return "Device";
    }

    @Override
    public Parent node() {
        return page;
    }

    /** The first device, and the first of those that the plant model does not name. */
    @Override
    public List<String> variants() {
        List<String> devices = new ArrayList<>(List.of(""));
        plant.devices().stream()
                .filter(device -> plant.unitOf(device.id()).equals(AssetPath.UNASSIGNED))
                .findFirst()
                .ifPresent(device -> devices.add(device.id()));
        return devices;
    }

    @Override
    public void choose(String variant) {
        if (variant.isEmpty()) {
            select(list.getItems().isEmpty() ? "" : list.getItems().getFirst());
        } else {
            select(variant);
        }
    }

    /** Shows this device. */
    public void select(String device) {
        list.getSelectionModel().select(device);
        list.scrollTo(device);
    }

    @Override
    public void show(PlantIndex newPlant) {
        plant = newPlant;
        String before = selected;
        List<String> ids = plant.devices().stream().map(PlantView.Device::id).toList();
        if (!list.getItems().equals(ids)) {
            list.getItems().setAll(ids);
        }
        if (before != null && ids.contains(before)) {
            list.getSelectionModel().select(before);
            selected = null;
            open(before);
        } else if (!ids.isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
    }

    private void open(@Nullable String device) {
        if (device == null || Objects.equals(device, selected)) {
            return;
        }
        selected = device;
        List<PlantView.Signal> signals =
                plant.device(device).map(PlantView.Device::signals).orElse(List.of());
        shown.clear();
        figures.getChildren().setAll(panels(device, signals, true));
        states.getChildren().setAll(panels(device, signals, false));
        Frame frame = last;
        if (frame != null) {
            pulse(frame);
        }
    }

    private List<SignalPanel> panels(
            String device, List<PlantView.Signal> signals, boolean scaled) {
        List<SignalPanel> panels =
                signals.stream()
                        .filter(signal -> SignalPanel.isFigure(signal) == scaled)
                        .map(signal -> new SignalPanel(device, signal))
                        .toList();
        shown.addAll(panels);
        return panels;
    }

    @Override
    public void pulse(Frame frame) {
        boolean alarmsChanged = last == null || last.alarms() != frame.alarms();
        last = frame;
        if (alarmsChanged) {
            list.refresh();
        }
        shown.forEach(panel -> panel.pulse(frame));
        head(frame);
    }

    private void head(Frame frame) {
        String device = selected;
        if (device == null) {
            name.setText("No device");
            facts.setText("The relay has not told of any device yet.");
            return;
        }
        long newest = 0;
        for (PlantView.Signal signal :
                plant.device(device).map(PlantView.Device::signals).orElse(List.of())) {
            newest =
                    Math.max(
                            newest,
                            frame.readings().of(new SignalId(device, signal.name())).sourceTime());
        }
        name.setText(plant.device(device).map(PlantView.Device::name).orElse(device));
        facts.setText(
                plant.unitOf(device)
                        + " · "
                        + device
                        + " · "
                        + (newest == 0
                                ? "nothing heard yet"
                                : "last sample " + Figures.age(frame.now() - newest) + " ago"));
    }
}
