package io.lineside.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.desktop.Fx;
import io.lineside.desktop.Screens;
import io.lineside.desktop.TestFrames;
import io.lineside.desktop.TestPlant;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameSource;
import io.lineside.desktop.link.OutageSummary;
import io.lineside.desktop.plant.PlantIndex;
import io.lineside.desktop.screen.ScreenEntry;
import io.lineside.wire.Acknowledgement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShellTest {

    private static final PlantIndex PLANT = PlantIndex.of(TestPlant.view());

    private static final class NoOutage implements Outages {
        @Override
        public @Nullable OutageSummary last() {
            return null;
        }

        @Override
        public void dismiss() {}
    }

    private static Shell shell() {
        TestFrames frames = new TestFrames().allWell();
        FrameSource source =
                new FrameSource() {
                    @Override
                    public Frame next() {
                        return frames.frame();
                    }

                    @Override
                    public Frame whole() {
                        return frames.frame();
                    }
                };
        Shell shell =
                new Shell(
                        "desk-1",
                        Screens.ALL,
                        (alarm, comment) ->
                                CompletableFuture.completedFuture(
                                        new Acknowledgement.Answer(
                                                Acknowledgement.Result.ACCEPTED, null, alarm)),
                        new NoOutage(),
                        () -> PLANT,
                        source);
        Scene scene = new Scene(shell.root(), 1000, 720);
        assertThat(scene.getRoot()).isSameAs(shell.root());
        shell.pulse(source.next());
        return shell;
    }

    private static void press(Shell shell, KeyCode key, boolean alt) {
        Event.fireEvent(
                shell.root(),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, alt, false));
    }

    private static String fromEnd(int number) {
        return Screens.ALL.get(Screens.ALL.size() - number).id();
    }

    @Test
    void eachScreenHasAnIdATitleAndAKeyOfItsOwn() {
        assertThat(Screens.ALL).extracting(ScreenEntry::id).doesNotHaveDuplicates();
        assertThat(Screens.ALL).extracting(ScreenEntry::title).doesNotHaveDuplicates();
        assertThat(Screens.ALL).extracting(ScreenEntry::key).doesNotHaveDuplicates();
        assertThat(Screens.ALL).extracting(ScreenEntry::id).contains("alarms", "device");
    }

    @Test
    void keysOpenScreensAndAltLeftGoesBack() {
        List<Boolean> right = new ArrayList<>();
        boolean done =
                Fx.call(
                        () -> {
                            Shell shell = shell();
                            for (ScreenEntry entry : Screens.ALL) {
                                press(shell, entry.key(), false);
                                right.add(shell.current() == shell.screen(entry.id()));
                            }
                            press(shell, KeyCode.LEFT, false);
                            right.add(shell.current() == shell.screen(fromEnd(1)));
                            press(shell, KeyCode.LEFT, true);
                            right.add(shell.current() == shell.screen(fromEnd(2)));
                            press(shell, KeyCode.LEFT, true);
                            right.add(shell.current() == shell.screen(fromEnd(3)));
                            return true;
                        });
        assertThat(done).isTrue();
        assertThat(right).hasSize(Screens.ALL.size() + 3).containsOnly(true);
    }

    @Test
    void theNoticeOfAnOutageHasItsTimesInTheZoneOfThePlant() {
        OutageSummary outage =
                new OutageSummary(Instant.ofEpochMilli(TestPlant.NOON - 90_000), 14, 9);
        assertThat(OutageNotice.text(outage, TestPlant.NOON, ZoneOffset.UTC))
                .isEqualTo("There was no link since 11:58:30. Meanwhile 14 raised, 9 cleared.");
    }
}
