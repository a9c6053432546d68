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
import org.jspecify.annotations.Nullable;

/**
 * The top of the window: how live the link is, whether the service that carries the messages does,
 * whether the source is the present, whether alarms are journalled, and the time. Four faults, four
 * places, never mixed (reference: ISA-101, situation awareness); what makes values unusable also
 * gets a banner over the full width.
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
        Label seat = new Label(workstation);
        HBox bar = new HBox(brand, link, delivery, source, journal, space, clock, seat);
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
        boolean heard = !(frame.status().link() instanceof LinkState.Connecting);
        boolean noLink = frame.status().link() instanceof LinkState.NoLink;
        say(
                link,
                linkText(frame.status().link()),
                !(frame.status().link() instanceof LinkState.Live));
        DeliveryState carried = frame.status().delivery();
        say(delivery, deliveryText(carried), true);
        show(delivery, carried != null && carried != DeliveryState.WORKING);
        say(source, sourceText(frame), heard && frame.status().source() != SourceState.LIVE);
        show(source, heard && !noLink);
        say(journal, "ALARMS NOT JOURNALLED", true);
        show(journal, heard && !frame.status().journalled());
        clock.setText(Figures.clock(frame.now(), zone));
        String alert = bannerText(frame, zone);
        bannerText.setText(alert);
        show(banner, !alert.isEmpty());
    }

    private static void say(Label chip, String text, boolean alert) {
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

    private static String linkText(LinkState link) {
        return switch (link) {
            case LinkState.Connecting() -> "CONNECTING";
            case LinkState.Live() -> "LINK LIVE";
            case LinkState.Delayed(var age) -> "DELAYED " + age.toSeconds() + " s";
            case LinkState.NoLink(var since) -> "NO LINK";
        };
    }

    private static String deliveryText(@Nullable DeliveryState state) {
        return switch (state) {
            case THROTTLED -> "SERVICE SLOW";
            case REFUSED -> "SERVICE REFUSES";
            case DOWN -> "SERVICE DOWN";
            case UNKNOWN -> "SERVICE UNKNOWN";
            case WORKING -> "SERVICE UP";
            case null -> "";
        };
    }

    /** Whose fault it is that nothing comes; empty where the relay says nothing of a service. */
    private static String blame(@Nullable DeliveryState state) {
        return switch (state) {
            case DOWN -> ". Relay up, service DOWN";
            case REFUSED -> ". Relay up, service REFUSES it";
            case THROTTLED -> ". Relay up, service slow";
            case UNKNOWN, WORKING -> "";
            case null -> "";
        };
    }

    private static String sourceText(Frame frame) {
        return switch (frame.status().source()) {
            case LIVE -> "SOURCE LIVE";
            case CATCHING_UP -> "CATCHING UP";
            case LOST -> "SOURCE LOST";
        };
    }

    /** What stands across the window; empty when all is well. */
    static String bannerText(Frame frame, ZoneId zone) {
        return switch (frame.status().link()) {
            case LinkState.Connecting() ->
                    "Connecting to the relay: no values yet" + blame(frame.status().delivery());
            case LinkState.NoLink(var since) ->
                    "NO LINK since "
                            + Figures.clock(since.toEpochMilli(), zone)
                            + " ("
                            + Figures.age(frame.now() - since.toEpochMilli())
                            + "): values are NOT live"
                            + blame(frame.status().delivery());
            case LinkState.Live _, LinkState.Delayed _ when !frame.status().isDelivered() ->
                    "Values are NOT live" + blame(frame.status().delivery());
            case LinkState.Live _, LinkState.Delayed _ ->
                    switch (frame.status().source()) {
                        case LIVE -> "";
                        case CATCHING_UP ->
                                "The relay is catching up with old events: values are NOT live yet";
                        case LOST ->
                                "SOURCE LOST: the relay has no data from the hub, values are NOT live";
                    };
        };
    }
}
