package io.lineside.desktop.alarms;

import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.screen.ScreenContext;
import io.lineside.wire.AlarmView;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** The alarms that are not normal, the most urgent first. Space acknowledges what is selected. */
public final class AlarmsScreen implements Screen {

    private final AlarmsModel model;
    private final TableView<AlarmView> table;
    private final BorderPane page;
    private final BlinkingMarks marks = new BlinkingMarks();

    public AlarmsScreen(ScreenContext context) {
        this.model = new AlarmsModel(context.commands());
        this.table = new TableView<>(model.rows());
        this.page = new BorderPane(table);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(
                        List.of(
                                markColumn(),
                                column("Raised", 76, alarm -> model.texts().raised(alarm)),
                                column("Device", 96, alarm -> model.texts().device(alarm)),
                                column("Signal", 112, alarm -> model.texts().signal(alarm)),
                                column("Message", 206, AlarmView::message),
                                column("Value", 72, alarm -> model.texts().value(alarm)),
                                column("Limit", 82, alarm -> model.texts().limit(alarm)),
                                column("State", 210, AlarmTexts::state)));
        table.getColumns().forEach(column -> column.setSortable(false));
        table.setPlaceholder(new Label("No active alarms"));
        table.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.SPACE) {
                        acknowledgeSelected();
                        event.consume();
                    }
                });
        Label summary = new Label();
        summary.textProperty().bind(model.summary());
        summary.getStyleClass().add("ls-summary");
        page.setTop(summary);
        page.setBottom(foot());
        page.getStyleClass().add("ls-page");
    }

    private HBox foot() {
        Button acknowledge = new Button("Acknowledge  (Space)");
        acknowledge.getStyleClass().add("ls-button");
        acknowledge.setFocusTraversable(false);
        acknowledge.setOnAction(event -> acknowledgeSelected());
        acknowledge.disableProperty().bind(model.canAcknowledge().not());
        Label answer = new Label();
        answer.textProperty().bind(model.answer());
        answer.getStyleClass().add("ls-answer");
        HBox foot = new HBox(12, acknowledge, answer);
        foot.getStyleClass().add("ls-foot");
        return foot;
    }

    private TableColumn<AlarmView, AlarmView> markColumn() {
        TableColumn<AlarmView, AlarmView> column = new TableColumn<>("");
        column.setMinWidth(40);
        column.setMaxWidth(40);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(any -> marks.newCell());
        return column;
    }

    private static TableColumn<AlarmView, String> column(
            String title, double width, Function<AlarmView, String> text) {
        TableColumn<AlarmView, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void show(PlantIndex plant) {
        model.show(plant);
        table.refresh();
    }

    @Override
    public void pulse(Frame frame) {
        // The table drops its selection when its rows are replaced.
        model.select(table.getSelectionModel().getSelectedItems());
        if (model.pulse(frame)) {
            model.selectedRows().forEach(row -> table.getSelectionModel().select(row.intValue()));
        }
        marks.blink(frame);
    }

    /** Acknowledges every selected alarm. */
    public void acknowledgeSelected() {
        model.select(table.getSelectionModel().getSelectedItems());
        model.acknowledge();
    }

    /** The text under the list: what became of the last acknowledgement. */
    public String answer() {
        return model.answer().get();
    }

    /** Selects the first alarm. */
    public void selectFirst() {
        table.getSelectionModel().clearAndSelect(0);
    }
}
