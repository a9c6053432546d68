package io.lineside.desktop.screen;

import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.plant.PlantIndex;
import java.util.List;
import javafx.scene.Parent;

/** One page of the window. All calls on the FX thread. */
public interface Screen extends FrameListener {

    /** A short name, for keys and picture files: {@code overview}. */
    String id();

    /** What the navigation shows. */
    String title();

    /** What fills the page. */
    Parent node();

    /** The views of it that pictures are to be taken of; an empty word is the one it opens with. */
    default List<String> variants() {
        return List.of("");
    }

    /** Shows one of {@link #variants}. */
    default void choose(String variant) {}

    /** The plant has changed. */
    void show(PlantIndex plant);
}
