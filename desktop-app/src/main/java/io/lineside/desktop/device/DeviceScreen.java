package io.lineside.desktop.device;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.screen.ScreenContext;
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

/** One device closely, chosen from a list of all: a panel for each of its signals. */
public final class DeviceScreen implements Screen {

    private final DeviceModel model = new DeviceModel();
    private final ListView<String> list = new ListView<>(model.devices());
    private final FlowPane figures = new FlowPane(10, 10);
    private final FlowPane states = new FlowPane(10, 10);
    private final BorderPane page = new BorderPane();
    private final List<SignalPanel> panels = new ArrayList<>();

    public DeviceScreen(ScreenContext context) {
        list.setPrefWidth(190);
        list.setCellFactory(view -> new DeviceCell());
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, old, now) -> chosen(now));
        model.shown().addListener((property, old, now) -> open(now));
        Label name = new Label();
        name.textProperty().bind(model.name());
        name.getStyleClass().add("ls-title");
        Label facts = new Label();
        facts.textProperty().bind(model.facts());
        facts.getStyleClass().add("ls-dim");
        VBox signals = new VBox(10, figures, states);
        signals.getStyleClass().add("ls-panels");
        ScrollPane scroll = new ScrollPane(signals);
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
            setText(empty || id == null ? null : model.label(id));
        }
    }

    private void chosen(@Nullable String device) {
        if (device != null && !Objects.equals(device, model.shown().get().id())) {
            model.select(device);
        }
    }

    private void open(DeviceModel.Shown shown) {
        String device = shown.id();
        if (device == null) {
            return;
        }
        panels.clear();
        figures.getChildren().setAll(panels(device, shown.figures()));
        states.getChildren().setAll(panels(device, shown.states()));
        Frame last = model.last();
        if (last != null) {
            pulse(last);
        }
    }

    private List<SignalPanel> panels(String device, List<PlantView.Signal> signals) {
        List<SignalPanel> made =
                signals.stream().map(signal -> new SignalPanel(device, signal)).toList();
        panels.addAll(made);
        return made;
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public List<String> variants() {
        return model.variants();
    }

    @Override
    public void choose(String detail) {
        select(model.deviceOf(detail));
    }

    /** Shows this device. */
    public void select(String device) {
        list.getSelectionModel().select(device);
        list.scrollTo(device);
    }

    @Override
    public void show(PlantIndex plant) {
        model.show(plant);
        // The list may have selected another device while its devices were replaced.
        String device = model.shown().get().id();
        if (device != null && model.devices().contains(device)) {
            list.getSelectionModel().select(device);
        }
    }

    @Override
    public void pulse(Frame frame) {
        if (model.pulse(frame)) {
            list.refresh();
        }
        panels.forEach(panel -> panel.pulse(frame));
    }
}
