package io.lineside.desktop.shell;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.link.LinkState;
import io.lineside.model.SourceState;
import io.lineside.wire.DeliveryState;
import java.time.ZoneId;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The top of the window: how live the link is, whether the service carries the messages, whether
 * the source is the present, whether alarms are journalled, and the time. Four faults, four places,
 * never mixed (ISA-101, situation awareness); a fault that makes values unusable also gets a banner
 * over the full width. FX thread.
 */
final class StatusBar extends VBox {

    private final Label link = chip();
    private final Label delivery = chip();
    private final Label source = chip();
    private final Label journal = chip();
    private final Label clock = new Label();
    private final Label bannerText = new Label();
    private final HBox banner = new HBox(bannerText);
    private ZoneId zone = ZoneId.systemDefault();

    StatusBar(String workstation) {
        Label brand = new Label("Lineside");
        brand.getStyleClass().add("ls-brand");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label name = new Label(workstation);
        HBox bar = new HBox(brand, link, delivery, source, journal, space, clock, name);
        bar.getStyleClass().add("ls-bar");
        banner.getStyleClass().add("ls-banner");
        getChildren().addAll(bar, banner);
    }

    private static Label chip() {
        Label chip = new Label();
        chip.getStyleClass().add("ls-chip");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        return chip;
    }

    void zone(ZoneId newZone) {
        zone = newZone;
    }

    void pulse(Frame frame) {
        boolean known = !(frame.status().link() instanceof LinkState.Connecting);
        boolean noLink = frame.status().link() instanceof LinkState.NoLink;
        set(
                link,
                StatusTexts.link(frame.status().link()),
                !(frame.status().link() instanceof LinkState.Live));
        DeliveryState carried = frame.status().delivery();
        set(delivery, StatusTexts.delivery(carried), true);
        show(delivery, carried != null && carried != DeliveryState.WORKING);
        set(
                source,
                StatusTexts.source(frame),
                known && frame.status().source() != SourceState.LIVE);
        show(source, known && !noLink);
        set(journal, "ALARMS NOT JOURNALLED", true);
        show(journal, known && !frame.status().journalled());
        clock.setText(Figures.clock(frame.now(), zone));
        String alert = StatusTexts.banner(frame, zone);
        bannerText.setText(alert);
        show(banner, !alert.isEmpty());
    }

    private static void set(Label chip, String text, boolean alert) {
        chip.setText(text);
        if (alert != chip.getStyleClass().contains("ls-chip-alert")) {
            if (alert) {
                chip.getStyleClass().add("ls-chip-alert");
            } else {
                chip.getStyleClass().remove("ls-chip-alert");
            }
        }
    }

    private static void show(Region part, boolean visible) {
        part.setVisible(visible);
        part.setManaged(visible);
    }
}
