package io.lineside.desktop.alarms;

import io.lineside.desktop.control.Marks;
import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.frame.Frame;
import io.lineside.wire.AlarmView;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** The marks of the table's rows, redrawn together, so that all blink in step. */
final class BlinkingMarks {

    private static final double SIZE = 18;

    private final List<MarkCell> cells = new ArrayList<>();
    private boolean fast;
    private boolean slow;

    private final class MarkCell extends TableCell<AlarmView, AlarmView> {

        private final Canvas canvas = new Canvas(SIZE + 4, SIZE + 4);

        @Override
        protected void updateItem(@Nullable AlarmView alarm, boolean empty) {
            super.updateItem(alarm, empty);
            setGraphic(empty || alarm == null ? null : canvas);
            draw();
        }

        void draw() {
            AlarmView alarm = getItem();
            var g = canvas.getGraphicsContext2D();
            g.clearRect(0, 0, SIZE + 4, SIZE + 4);
            if (alarm != null && !isEmpty()) {
                Marks.alarm(g, 2, 2, SIZE, alarm, AlarmSigns.blinksSlowly(alarm) ? slow : fast);
            }
        }
    }

    TableCell<AlarmView, AlarmView> newCell() {
        MarkCell cell = new MarkCell();
        cells.add(cell);
        return cell;
    }

    void blink(Frame frame) {
        boolean nowFast = frame.isLit(false);
        boolean nowSlow = frame.isLit(true);
        if (nowFast != fast || nowSlow != slow) {
            fast = nowFast;
            slow = nowSlow;
            cells.forEach(MarkCell::draw);
        }
    }
}
