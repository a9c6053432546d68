package io.lineside.desktop.screen;

import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.plant.PlantIndex;
import java.util.List;
import javafx.scene.Parent;

/**
 * One page of the window: the view, which binds and draws what its model says. Its id, title and
 * key stand in the registry. All calls on the FX thread.
 */
public interface Screen extends FrameListener {

    /** What fills the page. */
    Parent node();

    /** The plant has changed. */
    void show(PlantIndex plant);

    /** The details that pictures are to be taken of; empty text is the one the page opens with. */
    default List<String> variants() {
        return List.of("");
    }

    /** Shows a detail of the page: one of {@link #variants}, or what another page asked for. */
    default void choose(String detail) {}

    /**
     * Loads what takes long to load. Called once live values have been on the screen, or after a
     * while where none come; may be called again.
     */
    default void prepare() {}
}
