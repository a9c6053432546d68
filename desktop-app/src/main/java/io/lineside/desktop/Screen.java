package io.lineside.desktop;

import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.pulse.PulseListener;
import javafx.scene.Parent;

/** One page of the window. All calls on the FX thread. */
public interface Screen extends PulseListener {

    /** A short name, for keys and picture files: {@code overview}. */
    String id();

    /** What the navigation shows. */
    String title();

    /** What fills the page. */
    Parent node();

    /** The plant has changed. */
    void show(PlantIndex plant);
}
