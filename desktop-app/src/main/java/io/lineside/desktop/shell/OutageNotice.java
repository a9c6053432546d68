package io.lineside.desktop.shell;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.link.OutageSummary;
import java.time.ZoneId;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** What happened during the last outage, until the operator has read it. FX thread. */
final class OutageNotice extends HBox {

    private final Outages outages;
    private final Label text = new Label();

    OutageNotice(Outages outages) {
        this.outages = outages;
        Button dismiss = new Button("Read");
        dismiss.getStyleClass().add("ls-button");
        dismiss.setOnAction(event -> outages.dismiss());
        getChildren().addAll(text, dismiss);
        getStyleClass().add("ls-notice");
        show(false);
    }

    void pulse(Frame frame, ZoneId zone) {
        OutageSummary last = outages.last();
        if (last != null) {
            text.setText(text(last, frame.now(), zone));
        }
        show(last != null);
    }

    static String text(OutageSummary outage, long now, ZoneId zone) {
        return "There was no link since "
                + Figures.moment(outage.since().toEpochMilli(), now, zone)
                + ". Meanwhile "
                + outage.raised()
                + " raised, "
                + outage.cleared()
                + " cleared.";
    }

    private void show(boolean visible) {
        setVisible(visible);
        setManaged(visible);
    }
}
