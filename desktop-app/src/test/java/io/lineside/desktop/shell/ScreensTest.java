package io.lineside.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.desktop.Fx;
import io.lineside.desktop.Screens;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.alarms.AlarmsScreen;
import io.lineside.desktop.device.DeviceScreen;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameSource;
import io.lineside.desktop.latest.AlarmSnapshot;
import io.lineside.desktop.latest.History;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.LinkStatus;
import io.lineside.desktop.link.OutageSummary;
import io.lineside.desktop.map.WorldOutlines;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.theme.Palette;
import io.lineside.model.AlarmState;
import io.lineside.model.Quality;
import io.lineside.model.Reasons;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import io.lineside.wire.DeliveryState;
import io.lineside.wire.PlantView;
import io.lineside.wire.Row;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every page in every state, drawn without a display; pictures go to target/screens to be looked
 * at.
 */
class ScreensTest {

    private static final LinkStatus LIVE =
            new LinkStatus(new LinkState.Live(), SourceState.LIVE, true);

    private final LatestValues values = new LatestValues();
    private final History history = new History();
    private final List<AlarmView> alarms = new ArrayList<>();
    private final List<AlarmView> acknowledged = new ArrayList<>();
    private LinkStatus status = LIVE;
    private @Nullable OutageSummary outage;
    private PlantView view = TestPlant.view();
    private long now = TestPlant.NOON;

    /** Frames of what the test has set. */
    private final FrameSource frames =
            new FrameSource() {
                @Override
                public Frame next() {
                    return frame();
                }

                @Override
                public Frame whole() {
                    return frame();
                }
            };

    private final Outages outages =
            new Outages() {
                @Override
                public @Nullable OutageSummary last() {
                    return outage;
                }

                @Override
                public void dismiss() {
                    outage = null;
                }
            };

    private final class Window {
        final PlantIndex plant = PlantIndex.of(view);
        final Shell shell =
                new Shell(
                        "desk-1",
                        Screens.ALL,
                        (alarm, comment) -> {
                            acknowledged.add(alarm);
                            return CompletableFuture.completedFuture(
                                    new Acknowledgement.Answer(
                                            Acknowledgement.Result.ACCEPTED, null, alarm));
                        },
                        outages,
                        () -> plant,
                        frames);
        final AlarmsScreen alarmsScreen = (AlarmsScreen) shell.screen("alarms");
        final DeviceScreen device = (DeviceScreen) shell.screen("device");
        final Scene scene = new Scene(shell.root(), 1000, 720);

        Image draw(String page, String picture) {
            shell.pulse(frame());
            shell.open(page);
            shell.root().applyCss();
            shell.root().layout();
            shell.pulse(frame());
            Image image = scene.snapshot(null);
            File file = new File("target/screens/" + picture + ".png");
            file.getParentFile().mkdirs();
            try {
                assertThat(ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file))
                        .isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return image;
        }
    }

    private Frame frame() {
        values.signals().forEach(signal -> history.note(values.of(signal)));
        return new Frame(now, values.signals(), values, new AlarmSnapshot(alarms), status, history);
    }

    private void allWell() {
        values.regain();
        for (int i = 60; i > 0; i--) {
            long at = now - i * 1_000L;
            List<Row> rows = new ArrayList<>(TestPlant.reactorRows(at));
            rows.add(TestPlant.row("reactor-1/temperature", 62 + 8 * Math.sin(i / 9.0), at - 400));
            values.apply(TestPlant.envelope(TestPlant.REACTOR, 0, 5, rows));
            values.apply(
                    TestPlant.envelope(
                            TestPlant.VANS,
                            0,
                            5,
                            List.of(
                                    TestPlant.row(
                                            "van-1/position",
                                            new Value.Geo(52.55 - i * 0.0004, 13.3 + i * 0.0003),
                                            at))));
            Frame unused = frame();
        }
        values.apply(TestPlant.envelope(TestPlant.REACTOR, 0, 5, TestPlant.reactorRows(now)));
        values.apply(TestPlant.envelope(TestPlant.VANS, 0, 6, TestPlant.vanRows(now)));
    }

    private static long count(Image image, Predicate<Color> wanted) {
        long found = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (wanted.test(image.getPixelReader().getColor(x, y))) {
                    found++;
                }
            }
        }
        return found;
    }

    private static Predicate<Color> near(Color colour) {
        return pixel ->
                Math.abs(pixel.getRed() - colour.getRed()) < 0.04
                        && Math.abs(pixel.getGreen() - colour.getGreen()) < 0.04
                        && Math.abs(pixel.getBlue() - colour.getBlue()) < 0.04;
    }

    private static boolean isSaturated(Color pixel) {
        return pixel.getSaturation() > 0.5 && pixel.getBrightness() > 0.3;
    }

    @Test
    void aPlantWithoutAlarmsShowsNoSaturatedColour() {
        WorldOutlines.load();
        await().until(WorldOutlines::isLoaded);
        allWell();
        for (String page : List.of("overview", "alarms", "device", "map")) {
            Image image = Fx.call(() -> new Window().draw(page, "well-" + page));
            assertThat(count(image, ScreensTest::isSaturated)).as(page).isZero();
        }
    }

    @Test
    void anAlarmIsSeenOnEveryPageInTheColourOfItsPriority() {
        allWell();
        alarms.add(TestPlant.alarm(2, AlarmState.UNACKNOWLEDGED));
        now = TestPlant.NOON / 1_000 * 1_000;
        for (String page : List.of("overview", "alarms", "device", "map")) {
            Image image = Fx.call(() -> new Window().draw(page, "alarm-" + page));
            assertThat(count(image, near(Palette.P2))).as(page).isGreaterThan(60);
        }
    }

    @Test
    void withoutALinkNoPageLooksAsItDoesWhenLive() {
        allWell();
        for (String page : List.of("overview", "alarms", "device", "map")) {
            status = LIVE;
            values.regain();
            values.apply(TestPlant.envelope(TestPlant.REACTOR, 0, 5, TestPlant.reactorRows(now)));
            values.apply(TestPlant.envelope(TestPlant.VANS, 0, 6, TestPlant.vanRows(now)));
            Image live = Fx.call(() -> new Window().draw(page, "live-" + page));
            status =
                    new LinkStatus(
                            new LinkState.NoLink(Instant.ofEpochMilli(now - 9_000)),
                            SourceState.LIVE,
                            true);
            values.lose();
            Image lost = Fx.call(() -> new Window().draw(page, "nolink-" + page));
            assertThat(differing(live, lost)).as(page).isGreaterThan(10_000);
        }
    }

    private static long differing(Image a, Image b) {
        long found = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x, y)) {
                    found++;
                }
            }
        }
        return found;
    }

    @Test
    void badDataIsMagentaAndNeverAnAlarmColour() {
        allWell();
        values.apply(
                TestPlant.envelope(
                        TestPlant.REACTOR,
                        5,
                        6,
                        List.of(
                                new Row(
                                        "reactor-1/temperature",
                                        null,
                                        Quality.BAD,
                                        now,
                                        "sensor failure"),
                                new Row(
                                        "reactor-1/pressure",
                                        new Value.Num(2.6),
                                        Quality.UNCERTAIN,
                                        now,
                                        "calibrating"),
                                new Row(
                                        "reactor-1/mode",
                                        new Value.Text("x"),
                                        Quality.UNCERTAIN,
                                        now - 9_000,
                                        Reasons.STALE))));
        for (String page : List.of("overview", "device")) {
            Image image = Fx.call(() -> new Window().draw(page, "bad-" + page));
            assertThat(count(image, near(Palette.BAD))).as(page).isGreaterThan(100);
            assertThat(count(image, near(Palette.P1))).as(page).isZero();
        }
    }

    @Test
    void aSourceThatIsLostOrCatchingUpHasABannerOfItsOwn() {
        allWell();
        values.lose();
        for (SourceState state : List.of(SourceState.LOST, SourceState.CATCHING_UP)) {
            status = new LinkStatus(new LinkState.Live(), state, true);
            Image image = Fx.call(() -> new Window().draw("overview", "source-" + state.word()));
            assertThat(count(image, near(Color.web("#1b2024")))).isGreaterThan(9_000);
        }
    }

    @Test
    void aServiceThatDoesNotCarryIsToldBesideTheLinkItHurts() {
        allWell();
        for (DeliveryState state : List.of(DeliveryState.DOWN, DeliveryState.REFUSED)) {
            values.lose();
            status =
                    new LinkStatus(
                            new LinkState.NoLink(Instant.ofEpochMilli(now - 9_000)),
                            SourceState.LIVE,
                            true,
                            state);
            Image told = Fx.call(() -> new Window().draw("overview", "service-" + state.word()));
            status =
                    new LinkStatus(
                            new LinkState.NoLink(Instant.ofEpochMilli(now - 9_000)),
                            SourceState.LIVE,
                            true);
            Image silent = Fx.call(() -> new Window().draw("overview", "service-unknown"));
            assertThat(differing(told, silent)).as(state.word()).isGreaterThan(1_000);
        }
        values.regain();
        values.apply(TestPlant.envelope(TestPlant.REACTOR, 0, 5, TestPlant.reactorRows(now)));
        status =
                new LinkStatus(
                        new LinkState.Live(), SourceState.LIVE, true, DeliveryState.THROTTLED);
        Image slow = Fx.call(() -> new Window().draw("overview", "service-throttled"));
        assertThat(count(slow, near(Color.web("#1b2024")))).isGreaterThan(500);
        status =
                new LinkStatus(new LinkState.Live(), SourceState.LIVE, true, DeliveryState.WORKING);
        Image well = Fx.call(() -> new Window().draw("overview", "service-working"));
        status = LIVE;
        assertThat(differing(well, Fx.call(() -> new Window().draw("overview", "well-again"))))
                .isZero();
    }

    @Test
    void delayedNotJournalledAndTheLastAbsenceAreToldTogether() {
        allWell();
        outage = new OutageSummary(Instant.ofEpochMilli(now - 90_000), 14, 9);
        status =
                new LinkStatus(
                        new LinkState.Delayed(Duration.ofSeconds(4)), SourceState.LIVE, false);
        Image image = Fx.call(() -> new Window().draw("overview", "delayed"));
        assertThat(image.getWidth()).isEqualTo(1000);
        assertThat(count(image, near(Color.web("#1b2024")))).isGreaterThan(3_000);
    }

    @Test
    void anEmptyPlantSaysThatItWaits() {
        view = new PlantView(0, List.of());
        status = new LinkStatus(new LinkState.Connecting(), SourceState.LOST, true);
        for (String page : List.of("overview", "alarms", "device", "map")) {
            Image image = Fx.call(() -> new Window().draw(page, "empty-" + page));
            assertThat(count(image, ScreensTest::isSaturated)).as(page).isZero();
        }
    }

    @Test
    void choosingAnotherDeviceShowsItsSignals() {
        allWell();
        AtomicReference<@Nullable Stage> stage = new AtomicReference<>();
        Window window =
                Fx.call(
                        () -> {
                            Window made = new Window();
                            Stage shown = new Stage();
                            shown.setScene(made.scene);
                            shown.show();
                            stage.set(shown);
                            return made;
                        });
        Image first = Fx.call(() -> window.draw("device", "device-first"));
        Fx.call(
                () -> {
                    window.device.select("van-1");
                    return true;
                });
        await().untilAsserted(
                        () -> {
                            Image second = Fx.call(() -> window.draw("device", "device-second"));
                            assertThat(differing(first, second)).isGreaterThan(30_000);
                        });
        Fx.call(
                () -> {
                    Stage shown = stage.get();
                    if (shown != null) {
                        shown.hide();
                    }
                    return true;
                });
    }

    @Test
    void spaceAcknowledgesTheSelectedAlarmAndSaysSo() {
        allWell();
        alarms.add(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
        String answer =
                Fx.call(
                        () -> {
                            Window window = new Window();
                            Image unused = window.draw("alarms", "acknowledge-before");
                            window.alarmsScreen.selectFirst();
                            window.alarmsScreen.acknowledgeSelected();
                            Image after = window.draw("alarms", "acknowledge-after");
                            assertThat(after).isNotNull();
                            return window.alarmsScreen.answer();
                        });
        assertThat(acknowledged).hasSize(1);
        assertThat(answer).isEqualTo("Acknowledged: Reactor temperature high");
    }

    @Test
    void withoutALinkTheAlarmPageSaysWhyNobodyCanAcknowledge() {
        status =
                new LinkStatus(
                        new LinkState.NoLink(Instant.ofEpochMilli(now - 9_000)),
                        SourceState.LIVE,
                        true);
        alarms.add(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED));
        String answer =
                Fx.call(
                        () -> {
                            Window window = new Window();
                            Image unused = window.draw("alarms", "acknowledge-nolink");
                            return window.alarmsScreen.answer();
                        });
        assertThat(answer).contains("no live link");
    }

    @Test
    void aFloodOfAlarmsLeavesTheMostUrgentOnTop() {
        allWell();
        for (int i = 0; i < 200; i++) {
            alarms.add(TestPlant.alarm(1 + i / 50, AlarmState.UNACKNOWLEDGED));
        }
        for (String page : List.of("overview", "alarms")) {
            Image image = Fx.call(() -> new Window().draw(page, "flood-" + page));
            assertThat(count(image, near(Palette.P1))).as(page).isGreaterThan(100);
        }
    }
}
