package io.lineside.desktop.shell;

import io.lineside.desktop.screen.ScreenEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** The left side of the window: a button for each screen. FX thread. */
final class NavigationBar extends VBox {

    private final Map<String, ToggleButton> buttons = new LinkedHashMap<>();

    /**
     * @param open gets the id of the screen an operator chose
     */
    NavigationBar(List<ScreenEntry> entries, Consumer<String> open) {
        getStyleClass().add("ls-nav");
        ToggleGroup group = new ToggleGroup();
        for (ScreenEntry entry : entries) {
            ToggleButton button = new ToggleButton(entry.key().getName() + "  " + entry.title());
            button.setToggleGroup(group);
            button.setFocusTraversable(false);
            button.setOnAction(event -> open.accept(entry.id()));
            buttons.put(entry.id(), button);
            getChildren().add(button);
        }
        select(entries.getFirst().id());
    }

    /** Shows which screen is open. */
    void select(String id) {
        buttons.forEach((each, button) -> button.setSelected(each.equals(id)));
    }
}
