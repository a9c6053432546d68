package io.lineside.desktop.shell;

import io.lineside.desktop.format.Figures;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.link.OutageSummary;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.theme.StyleSheet;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The frame around every screen: status above, pages at the left, alarms below. FX thread. */
public final class Shell implements FrameListener {

    private static final Map<String, KeyCode> KEYS =
            Map.of(
                    "overview", KeyCode.F2,
                    "alarms", KeyCode.F4,
                    "device", KeyCode.F6,
                    "map", KeyCode.F7);

    private final BorderPane root = new BorderPane();
    private final StatusBar status;
    private final AlarmStrip strip;
    private final Label noticeText = new Label();
    private final HBox notice = new HBox();
    private final Map<String, Screen> screens = new LinkedHashMap<>();
    private final Map<String, ToggleButton> buttons = new LinkedHashMap<>();
    private final Set<Screen> behind = new LinkedHashSet<>();
    private final Supplier<PlantIndex> plantNow;
    private final Supplier<@Nullable OutageSummary> outage;
    private PlantIndex plant = PlantIndex.empty();
    private ZoneId zone = ZoneId.systemDefault();
    private Screen current;
    private @Nullable Supplier<Frame> whole;

    /**
     * @param workstation what this seat is called
     * @param plantNow the plant as last told
     * @param outage what is to be told of the last outage; null when nothing
     * @param dismissOutage called when the operator has read it
     */
    public Shell(
            String workstation,
            List<Screen> pages,
            Supplier<PlantIndex> plantNow,
            Supplier<@Nullable OutageSummary> outage,
            Runnable dismissOutage) {
        this.plantNow = plantNow;
        this.outage = outage;
        this.status = new StatusBar(workstation);
        this.strip = new AlarmStrip(() -> open("alarms"));
        this.current = pages.getFirst();
        pages.forEach(page -> screens.put(page.id(), page));
        Button dismiss = new Button("Read");
        dismiss.getStyleClass().add("ls-button");
        dismiss.setOnAction(event -> dismissOutage.run());
        notice.getChildren().addAll(noticeText, dismiss);
        notice.getStyleClass().add("ls-notice");
        hideNotice(true);
        root.setTop(new VBox(status, notice));
        root.setLeft(navigation(pages));
        root.setBottom(strip);
        root.setCenter(current.node());
        root.getStyleClass().add("ls-root");
        root.getStylesheets().add(StyleSheet.address());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private VBox navigation(List<Screen> pages) {
        VBox box = new VBox();
        box.getStyleClass().add("ls-nav");
        ToggleGroup group = new ToggleGroup();
        for (Screen page : pages) {
            KeyCode key = KEYS.get(page.id());
            ToggleButton button =
                    new ToggleButton((key == null ? "" : key.getName() + "  ") + page.title());
            button.setToggleGroup(group);
            button.setFocusTraversable(false);
            button.setOnAction(event -> open(page.id()));
            buttons.put(page.id(), button);
            box.getChildren().add(button);
        }
        select(pages.getFirst().id());
        return box;
    }

    private void key(KeyEvent event) {
        KEYS.forEach(
                (id, key) -> {
                    if (event.getCode() == key && screens.containsKey(id)) {
                        open(id);
                        event.consume();
                    }
                });
    }

    public Parent root() {
        return root;
    }

    /** Where a page that becomes visible gets all there is to show. */
    public void wholeFrom(Supplier<Frame> supplier) {
        whole = supplier;
    }

    /** Opens the page with this id. */
    public void open(String id) {
        Screen page = screens.get(id);
        if (page == null) {
            return;
        }
        current = page;
        bringUp(page);
        root.setCenter(page.node());
        select(id);
        Supplier<Frame> all = whole;
        if (all != null) {
            page.pulse(all.get());
        }
    }

    private void select(String id) {
        buttons.forEach((each, button) -> button.setSelected(each.equals(id)));
    }

    /** The page an operator looks at. */
    public Screen current() {
        return current;
    }

    /** All pages, each with the plant as last told. */
    public List<Screen> screens() {
        List.copyOf(behind).forEach(this::bringUp);
        return List.copyOf(screens.values());
    }

    @Override
    public void pulse(Frame frame) {
        PlantIndex now = plantNow.get();
        if (now != plant) {
            plant = now;
            if (!plant.view().sites().isEmpty()) {
                zone = ZoneId.of(plant.view().sites().getFirst().zone());
                status.zone(zone);
                strip.zone(zone);
            }
            behind.addAll(screens.values());
            bringUp(current);
        } else if (!behind.isEmpty()) {
            // The page that is looked at goes first; the others follow, one a frame.
            bringUp(behind.iterator().next());
        }
        status.pulse(frame);
        strip.pulse(frame);
        OutageSummary told = outage.get();
        if (told != null) {
            noticeText.setText(
                    "There was no link since "
                            + Figures.moment(told.since().toEpochMilli(), frame.now(), zone)
                            + ". Meanwhile "
                            + told.raised()
                            + " raised, "
                            + told.cleared()
                            + " cleared.");
        }
        hideNotice(told == null);
        current.pulse(frame);
    }

    private void bringUp(Screen page) {
        if (behind.remove(page)) {
            page.show(plant);
        }
    }

    private void hideNotice(boolean hide) {
        notice.setVisible(!hide);
        notice.setManaged(!hide);
    }
}
