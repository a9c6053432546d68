package io.lineside.desktop.device;

import io.lineside.desktop.control.Gauge;
import io.lineside.desktop.control.Sparkline;
import io.lineside.desktop.control.TextGauge;
import io.lineside.desktop.control.TileGauge;
import io.lineside.desktop.format.AlarmSigns;
import io.lineside.desktop.format.Scales;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.latest.Reading;
import io.lineside.model.SignalId;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One signal on the device screen: its gauge, and a trend line where it is a number. */
final class SignalPanel extends VBox {

    private final SignalId signal;
    private final Gauge gauge;
    private final @Nullable Sparkline trend;

    SignalPanel(String device, PlantView.Signal signal) {
        this.signal = new SignalId(device, signal.name());
        boolean scaled = Scales.has(signal);
        this.gauge = scaled ? new TileGauge(signal) : new TextGauge(signal);
        this.trend = scaled ? new Sparkline(signal) : null;
        getChildren().add(gauge.node());
        if (trend != null) {
            trend.setPrefHeight(44);
            getChildren().add(trend);
        }
        setMaxHeight(USE_PREF_SIZE);
        getStyleClass().add("ls-signal");
    }

    void pulse(Frame frame) {
        Reading reading = frame.readings().of(signal);
        AlarmView alarm = frame.alarms().worstOf(signal.toString()).orElse(null);
        gauge.show(
                reading,
                frame.now(),
                alarm,
                frame.isLit(alarm != null && AlarmSigns.blinksSlowly(alarm)));
        if (trend != null) {
            trend.draw(frame.history().of(signal), frame.now());
        }
    }
}
