package io.lineside.desktop.report;

import io.lineside.desktop.frame.FrameSource;
import io.lineside.desktop.pulse.PulseEngine;
import io.lineside.desktop.shell.Shell;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a picture of every page now and then: {@code NN-overview.png} and so on. The pages are
 * made anew for each picture, for two reasons: an operator's window is never switched, and a scene
 * without a window is not drawn anew in all its parts (seen with JavaFX 26's ScrollPane). Its
 * thread is {@code shots}; only the drawing itself is on the FX thread.
 */
public final class Shots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shots.class);
    private static final long LONG = 30;

    private record Wanted(String screen, String variant) {

        String fileName(int round) {
            String detail = variant.isEmpty() ? "" : "-" + variant.replaceAll("[^a-z0-9-]", "-");
            return String.format(Locale.ROOT, "%02d-%s%s.png", round, screen, detail);
        }
    }

    private final Path directory;
    private final Duration every;
    private final Supplier<Shell> shells;
    private final int width;
    private final int height;
    private final FrameSource frames;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("shots").factory());
    private int round;

    public Shots(
            Path directory,
            Duration every,
            Supplier<Shell> shells,
            int width,
            int height,
            FrameSource frames) {
        this.directory = directory;
        this.every = every;
        this.shells = shells;
        this.width = width;
        this.height = height;
        this.frames = frames;
    }

    /** Begins to take pictures. */
    public void start() {
        var unused =
                thread.scheduleAtFixedRate(
                        this::take, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void take() {
        round++;
        try {
            Files.createDirectories(directory);
            for (Wanted wanted : PulseEngine.call(this::wanted).get(LONG, TimeUnit.SECONDS)) {
                BufferedImage image =
                        PulseEngine.call(() -> draw(wanted)).get(LONG, TimeUnit.SECONDS);
                File file = directory.resolve(wanted.fileName(round)).toFile();
                if (!ImageIO.write(image, "png", file)) {
                    throw new IOException("no writer for PNG");
                }
            }
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            LOG.error("pictures of round {} are missing", round, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Wanted> wanted() {
        Shell shell = shells.get();
        shell.pulse(frames.whole());
        List<Wanted> wanted = new ArrayList<>();
        shell.screens()
                .forEach(
                        (id, screen) -> {
                            screen.pulse(frames.whole());
                            screen.variants()
                                    .forEach(variant -> wanted.add(new Wanted(id, variant)));
                        });
        return wanted;
    }

    private BufferedImage draw(Wanted wanted) {
        Shell shell = shells.get();
        Scene scene = new Scene(shell.root(), width, height);
        shell.pulse(frames.whole());
        shell.open(wanted.screen);
        shell.current().choose(wanted.variant);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        shell.pulse(frames.whole());
        return SwingFXUtils.fromFXImage(scene.snapshot(null), null);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
