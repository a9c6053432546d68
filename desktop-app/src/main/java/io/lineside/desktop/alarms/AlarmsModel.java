package io.lineside.desktop.alarms;

import io.lineside.desktop.client.AlarmCommands;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.wire.AlarmView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The alarm list: its rows, the most urgent first, which of them are selected, and what became of
 * the last acknowledgement. FX thread; needs no stage.
 */
final class AlarmsModel {

    private static final String OFF =
            "Acknowledging is off: there is no live link to the relay, and this list may be old.";

    /** Names one raise of one alarm, whatever becomes of it. */
    private record Occurrence(String alarm, String occurrence) {

        static Occurrence of(AlarmView alarm) {
            return new Occurrence(alarm.alarm(), alarm.occurrence());
        }
    }

    private final AlarmCommands commands;
    private final ObservableList<AlarmView> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper canAcknowledge = new ReadOnlyBooleanWrapper();

    /** Filled on any thread, emptied by the pulse, one answer a frame. */
    private final ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();

    private List<AlarmView> selected = List.of();
    private AlarmTexts texts = new AlarmTexts(PlantIndex.empty(), 0);
    private @Nullable AlarmSnapshot shown;

    AlarmsModel(AlarmCommands commands) {
        this.commands = commands;
    }

    /** The alarms that are not normal, the most urgent first. */
    ObservableList<AlarmView> rows() {
        return rows;
    }

    /** How many alarms there are, and whether the list may be old. */
    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** What became of the last acknowledgement, or why none can be made. */
    ReadOnlyStringProperty answer() {
        return answer.getReadOnlyProperty();
    }

    /** False while an acknowledgement would not reach the relay. */
    ReadOnlyBooleanProperty canAcknowledge() {
        return canAcknowledge.getReadOnlyProperty();
    }

    /** The words of the columns. */
    AlarmTexts texts() {
        return texts;
    }

    void show(PlantIndex plant) {
        texts = new AlarmTexts(plant, texts.now());
    }

    /** The operator has selected these rows. */
    void select(List<AlarmView> alarms) {
        selected = alarms.stream().filter(Objects::nonNull).toList();
    }

    /** Shows the frame; true when the rows were replaced, and the selection is to be shown anew. */
    boolean pulse(Frame frame) {
        texts = new AlarmTexts(texts.plant(), frame.now());
        boolean changed = shown != frame.alarms();
        if (changed) {
            shown = frame.alarms();
            rows.setAll(frame.alarms().all());
        }
        boolean canAct = frame.status().canAct();
        summary.set(summary(frame));
        canAcknowledge.set(canAct);
        String next = answers.poll();
        if (next != null) {
            answer.set(next);
        }
        if (!canAct) {
            answer.set(OFF);
        } else if (answer.get().equals(OFF)) {
            answer.set("");
        }
        return changed;
    }

    /** The rows that are selected, by number: those whose occurrence was selected before. */
    List<Integer> selectedRows() {
        Set<Occurrence> wanted = new HashSet<>();
        selected.forEach(alarm -> wanted.add(Occurrence.of(alarm)));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (wanted.contains(Occurrence.of(rows.get(i)))) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** Acknowledges every selected alarm; {@link #answer} shows what became of it. */
    void acknowledge() {
        if (selected.isEmpty()) {
            answer.set("Select an alarm first.");
        }
        for (AlarmView alarm : selected) {
            CompletableFuture<?> unused =
                    commands.acknowledge(alarm, null)
                            .thenAccept(result -> answers.add(AlarmTexts.result(alarm, result)));
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
}
