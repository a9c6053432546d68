package io.lineside.desktop.alarms;

import io.lineside.desktop.control.Marks;
import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import org.jspecify.annotations.Nullable;

/** The alarms that are not normal, the most urgent first. Space acknowledges what is selected. */
public final class AlarmsScreen implements Screen {

    private final Acknowledger acknowledger;
    private final TableView<AlarmView> table = new TableView<>();
    private final Label answer = new Label();
    private final Label summary = new Label();
    private final Button acknowledge = new Button("Acknowledge  (Space)");
    private final BorderPane page = new BorderPane(table);
    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    private final BlinkingMarks marks = new BlinkingMarks();
    private PlantIndex plant = PlantIndex.empty();
    private ZoneId zone = ZoneId.systemDefault();
    private @Nullable Frame last;

    public AlarmsScreen(Acknowledger acknowledger) {
        this.acknowledger = acknowledger;
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(
                        List.of(
                                markColumn(),
                                column("Raised", 76, alarm -> moment(alarm.raisedAt())),
                                column("Device", 96, this::device),
                                column("Signal", 112, this::signal),
                                column("Message", 206, AlarmView::message),
                                column("Value", 72, this::value),
                                column("Limit", 82, this::limit),
                                column("State", 210, AlarmsScreen::state)));
        table.getColumns().forEach(column -> column.setSortable(false));
        table.setPlaceholder(new Label("No active alarms"));
        table.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.SPACE) {
                        acknowledgeSelected();
                        event.consume();
                    }
                });
        acknowledge.getStyleClass().add("ls-button");
        acknowledge.setFocusTraversable(false);
        acknowledge.setOnAction(event -> acknowledgeSelected());
        summary.getStyleClass().add("ls-summary");
        answer.getStyleClass().add("ls-answer");
        HBox foot = new HBox(12, acknowledge, answer);
        foot.getStyleClass().add("ls-foot");
        page.setTop(summary);
        page.setBottom(foot);
        page.getStyleClass().add("ls-page");
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

    private String moment(long time) {
        Frame frame = last;
        return Figures.moment(time, frame == null ? time : frame.now(), zone);
    }

    private String device(AlarmView alarm) {
        String id = SignalId.parse(alarm.signal()).device();
        return plant.device(id).map(PlantView.Device::name).orElse(id);
    }

    private String signal(AlarmView alarm) {
        return definition(alarm).map(PlantView.Signal::label).orElse(alarm.signal())
                + " "
                + alarm.type().sign();
    }

    private java.util.Optional<PlantView.Signal> definition(AlarmView alarm) {
        SignalId id = SignalId.parse(alarm.signal());
        return plant.device(id.device())
                .flatMap(
                        device ->
                                device.signals().stream()
                                        .filter(signal -> signal.name().equals(id.name()))
                                        .findFirst());
    }

    private String value(AlarmView alarm) {
        Double value = alarm.value();
        return value == null ? Figures.NOTHING : figure(alarm, value);
    }

    private String limit(AlarmView alarm) {
        return (alarm.type().isHigh() ? "> " : "< ") + figure(alarm, alarm.limit());
    }

    private String figure(AlarmView alarm, double number) {
        return definition(alarm)
                .map(signal -> Figures.withUnit(new Value.Num(number), signal))
                .orElseGet(() -> Figures.number(number, 2));
    }

    private static String state(AlarmView alarm) {
        StringBuilder text = new StringBuilder(Marks.word(alarm));
        if (alarm.acknowledgedBy() != null) {
            text.append(" by ").append(alarm.acknowledgedBy());
        }
        if (alarm.conditionUnknown()) {
            text.append(", condition unknown");
        }
        if (!alarm.journalled()) {
            text.append(", NOT JOURNALLED");
        }
        return text.toString();
    }

    @Override
    public String id() {
        return "alarms";
    }

    @Override
    public String title() {
        return "Alarms";
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void show(PlantIndex newPlant) {
        plant = newPlant;
        if (!plant.view().sites().isEmpty()) {
            zone = ZoneId.of(plant.view().sites().getFirst().zone());
        }
        table.refresh();
    }

    @Override
    public void pulse(Frame frame) {
        boolean changed = last == null || last.alarms() != frame.alarms();
        last = frame;
        if (changed) {
            replace(frame.alarms());
        }
        marks.blink(frame);
        summary.setText(summary(frame));
        acknowledge.setDisable(!frame.status().canAct());
        String news = answers.poll();
        if (news != null) {
            answer.setText(news);
        }
        if (!frame.status().canAct()) {
            answer.setText(
                    "Acknowledging is off: there is no live link to the relay, and this list may be old.");
        } else if (answer.getText().startsWith("Acknowledging is off")) {
            answer.setText("");
        }
    }

    /** Puts the rows in place and keeps the selection, by alarm and occurrence. */
    private void replace(AlarmSnapshot alarms) {
        Set<String> selected = new HashSet<>();
        table.getSelectionModel()
                .getSelectedItems()
                .forEach(alarm -> selected.add(alarm.alarm() + alarm.occurrence()));
        table.getItems().setAll(alarms.all());
        for (int i = 0; i < table.getItems().size(); i++) {
            AlarmView alarm = table.getItems().get(i);
            if (selected.contains(alarm.alarm() + alarm.occurrence())) {
                table.getSelectionModel().select(i);
            }
        }
    }

    private static String summary(Frame frame) {
        int all = frame.alarms().all().size();
        int open = frame.alarms().unacknowledged().size();
        String text =
                all == 0
                        ? "No active alarms"
                        : all + (all == 1 ? " alarm, " : " alarms, ") + open + " unacknowledged";
        return frame.status().isLive() ? text : text + "  ·  NOT LIVE, this list may be old";
    }

    /** Acknowledges every selected alarm, and tells what became of it. */
    public void acknowledgeSelected() {
        List<AlarmView> selected = List.copyOf(table.getSelectionModel().getSelectedItems());
        if (selected.isEmpty()) {
            answer.setText("Select an alarm first.");
            return;
        }
        for (AlarmView alarm : selected) {
            CompletableFuture<?> unused =
                    acknowledger
                            .acknowledge(alarm)
                            .thenAccept(result -> answers.add(told(alarm, result)));
        }
    }

    private static String told(AlarmView alarm, Acknowledgement.Answer result) {
        String reason = result.reason();
        return switch (result.result()) {
            case ACCEPTED -> "Acknowledged: " + alarm.message();
            case ALREADY -> "Was acknowledged before: " + alarm.message();
            case CONFLICT, UNKNOWN, REFUSED ->
                    reason == null ? result.result().word() + ": " + alarm.message() : reason;
        };
    }

    /** The text under the list: what became of the last acknowledgement. */
    public String answer() {
        return answer.getText();
    }

    /** Selects the first alarm. */
    public void selectFirst() {
        table.getSelectionModel().clearAndSelect(0);
    }
}
