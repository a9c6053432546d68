package io.lineside.desktop.shell;

import io.lineside.desktop.client.AlarmCommands;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameListener;
import io.lineside.desktop.frame.FrameSource;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.Navigation;
import io.lineside.desktop.screen.Screen;
import io.lineside.desktop.screen.ScreenContext;
import io.lineside.desktop.screen.ScreenEntry;
import io.lineside.desktop.theme.StyleSheet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/**
 * The frame around every screen: status above, the registered screens at the left, alarms below. A
 * screen's key opens it, Alt and the left arrow go back. FX thread.
 */
public final class Shell implements FrameListener {

    private final BorderPane root = new BorderPane();
    private final StatusBar status;
    private final AlarmStrip strip;
    private final OutageNotice notice;
    private final NavigationBar bar;
    private final Navigation navigation;
    private final List<ScreenEntry> entries;
    private final Map<String, Screen> screens = new LinkedHashMap<>();
    private final Set<Screen> behind = new LinkedHashSet<>();
    private final Supplier<PlantIndex> plantNow;
    private final FrameSource frames;
    private PlantIndex plant = PlantIndex.empty();
    private Screen current;

    /**
     * @param workstation this workstation's name
     * @param entries the screens to make, the first of which is open at the start
     * @param plantNow the plant as the relay last described it
     * @param frames where a screen that becomes visible gets all there is to show
     */
    public Shell(
            String workstation,
            List<ScreenEntry> entries,
            AlarmCommands commands,
            Outages outages,
            Supplier<PlantIndex> plantNow,
            FrameSource frames) {
        this.entries = List.copyOf(entries);
        this.plantNow = plantNow;
        this.frames = frames;
        this.status = new StatusBar(workstation);
        this.notice = new OutageNotice(outages);
        this.navigation = new Navigation(entries.getFirst().id(), this::bringUp);
        this.strip = new AlarmStrip(() -> navigation.openAlarms());
        this.bar = new NavigationBar(entries, this::open);
        ScreenContext context = new ScreenContext(navigation, commands);
        entries.forEach(entry -> screens.put(entry.id(), entry.factory().apply(context)));
        this.current = screen(entries.getFirst().id());
        root.setTop(new VBox(status, notice));
        root.setLeft(bar);
        root.setBottom(strip);
        root.setCenter(current.node());
        root.getStyleClass().add("ls-root");
        root.getStylesheets().add(StyleSheet.address());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        for (ScreenEntry entry : entries) {
            if (event.getCode() == entry.key()) {
                navigation.open(entry.id());
                event.consume();
                return;
            }
        }
        if (event.isAltDown() && event.getCode() == KeyCode.LEFT && navigation.back()) {
            event.consume();
        }
    }

    /** What fills the window. */
    public Parent root() {
        return root;
    }

    /** Opens the screen with this id; nothing happens where there is none. */
    public void open(String id) {
        if (screens.containsKey(id)) {
            navigation.open(id);
        }
    }

    private void bringUp(Navigation.Destination destination) {
        Screen screen = screen(destination.screen());
        current = screen;
        showPlant(screen);
        if (!destination.detail().isEmpty()) {
            screen.choose(destination.detail());
        }
        root.setCenter(screen.node());
        bar.select(destination.screen());
        screen.pulse(frames.whole());
    }

    /** The screen with this id. */
    public Screen screen(String id) {
        return Objects.requireNonNull(screens.get(id), id);
    }

    /** The screen that is open. */
    public Screen current() {
        return current;
    }

    /** All screens by id, each with the plant as the relay last described it. */
    public Map<String, Screen> screens() {
        List.copyOf(behind).forEach(this::showPlant);
        return Collections.unmodifiableMap(screens);
    }

    /** Lets every screen load what takes long to load. */
    public void prepare() {
        screens.values().forEach(Screen::prepare);
    }

    @Override
    public void pulse(Frame frame) {
        PlantIndex now = plantNow.get();
        if (now != plant) {
            plant = now;
            status.zone(plant.zone());
            strip.zone(plant.zone());
            behind.addAll(screens.values());
            showPlant(current);
        } else if (!behind.isEmpty()) {
            // The screen that is open goes first; the others follow, one a frame.
            showPlant(behind.iterator().next());
        }
        status.pulse(frame);
        strip.pulse(frame);
        notice.pulse(frame, plant.zone());
        current.pulse(frame);
    }

    private void showPlant(Screen screen) {
        if (behind.remove(screen)) {
            screen.show(plant);
        }
    }
}
