package io.lineside.desktop;

import io.lineside.desktop.alarms.AlarmsScreen;
import io.lineside.desktop.device.DeviceScreen;
import io.lineside.desktop.map.MapScreen;
import io.lineside.desktop.overview.OverviewScreen;
import io.lineside.desktop.screen.ScreenEntry;
import java.util.List;
import javafx.scene.input.KeyCode;

/** The registry: every screen of the desktop, in the order of the navigation. */
public final class Screens {

    public static final List<ScreenEntry> ALL =
            List.of(
                    new ScreenEntry("overview", "Overview", KeyCode.F2, OverviewScreen::new),
                    new ScreenEntry("alarms", "Alarms", KeyCode.F4, AlarmsScreen::new),
                    new ScreenEntry("device", "Device", KeyCode.F6, DeviceScreen::new),
                    new ScreenEntry("map", "Map", KeyCode.F7, MapScreen::new));

    private Screens() {}
}
