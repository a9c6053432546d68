package io.lineside.desktop;

import io.lineside.desktop.client.AlarmCommands;
import io.lineside.desktop.client.RelayClient;
import io.lineside.desktop.client.RelayCommands;
import io.lineside.desktop.client.ShownReceipts;
import io.lineside.desktop.frame.Frame;
import io.lineside.desktop.frame.FrameSource;
import io.lineside.desktop.frame.LiveFrames;
import io.lineside.desktop.latest.LatestAlarms;
import io.lineside.desktop.latest.LatestValues;
import io.lineside.desktop.link.Link;
import io.lineside.desktop.link.LinkState;
import io.lineside.desktop.link.OutageSummary;
import io.lineside.desktop.pulse.PulseEngine;
import io.lineside.desktop.report.Report;
import io.lineside.desktop.report.Shots;
import io.lineside.desktop.shell.Outages;
import io.lineside.desktop.shell.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The desktop, wired: link, latest, pulse, screens. Made, connected and closed on any thread but
 * the FX thread; the toolkit has to be there when it is started.
 */
public final class App implements AutoCloseable {

    /**
     * How to run.
     *
     * @param relay the relay's address
     * @param paths sites, areas or units to show; empty: all
     * @param workstation what this workstation is called in the journal
     * @param width of the window's content, pixels
     * @param shots where pictures go; null: none are taken
     * @param every how often pictures are taken
     */
    public record Options(
            URI relay,
            List<String> paths,
            String workstation,
            int width,
            int height,
            @Nullable Path shots,
            Duration every) {}

    /** So many frames, some three seconds, are waited for live values. */
    private static final int PATIENT_FRAMES = 60;

    private final LatestValues values = new LatestValues();
    private final LatestAlarms alarms = new LatestAlarms();
    private final RelayClient client;
    private final Link link;
    private final AlarmCommands commands;
    private final ShownReceipts receipts;
    private final FrameSource frames;
    private final PulseEngine engine;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile boolean started;
    private int drawnFrames;
    private int liveFrames;
    private volatile boolean live;
    private final Options options;
    private @Nullable Shots shots;
    private @Nullable Stage stage;
    private volatile @Nullable WindowSize size;

    public App(Options options) {
        this.options = options;
        this.client = new RelayClient(options.relay());
        this.link = new Link(client, options.paths(), values, alarms, InstantSource.system());
        BooleanSupplier canAct = () -> link.status().canAct();
        this.commands = new RelayCommands(client, options.workstation(), canAct);
        this.receipts = new ShownReceipts(client, link::connectionId, canAct);
        this.frames = new LiveFrames(values, alarms, link);
        this.engine = new PulseEngine(frames);
    }

    /** Begins to connect, without waiting for the toolkit: both take about as long. */
    public void connect() {
        if (!connecting.getAndSet(true)) {
            link.start();
        }
    }

    /** Opens the window and connects when that has not begun. Waits until the window is up. */
    public void start() {
        connect();
        started = true;
        PulseEngine.call(
                        () -> {
                            openWindow();
                            return true;
                        })
                .join();
        Shots pictures = shots;
        if (pictures != null) {
            pictures.start();
        }
    }

    private void openWindow() {
        Shell main = newShell();
        Stage window = new Stage();
        window.setTitle("Lineside");
        window.setScene(new Scene(main.root(), options.width(), options.height()));
        window.setOnHidden(
                event -> {
                    noteSize(window);
                    closed.complete(null);
                });
        stage = window;
        engine.add(main);
        // The strip at the bottom shows alarms on every page, so what was taken in has been on
        // screen.
        engine.add(frame -> receipts.shown(alarms.seqs()));
        engine.add(frame -> noteLive(frame, main));
        engine.start();
        window.show();
        Path directory = options.shots();
        if (directory != null) {
            shots =
                    new Shots(
                            directory,
                            options.every(),
                            this::newShell,
                            options.width(),
                            options.height(),
                            frames);
        }
    }

    private void noteSize(Stage window) {
        // The size of a window that fills the screen is not the size its user wants otherwise.
        if (!window.isMaximized() && !window.isFullScreen()) {
            Scene scene = window.getScene();
            size = new WindowSize((int) scene.getWidth(), (int) scene.getHeight());
        }
    }

    /** The window's size when it was closed; null before, and when it filled the screen. */
    public @Nullable WindowSize lastSize() {
        return size;
    }

    /** Brings the window before all others. Safe on any thread; returns when it is done. */
    public void toFront() {
        PulseEngine.call(
                        () -> {
                            Stage window = stage;
                            if (window != null) {
                                window.setIconified(false);
                                window.toFront();
                                window.requestFocus();
                            }
                            return true;
                        })
                .join();
    }

    private Shell newShell() {
        return new Shell(
                options.workstation(), Screens.ALL, commands, outages(), link::plant, frames);
    }

    private Outages outages() {
        return new Outages() {
            @Override
            public @Nullable OutageSummary last() {
                return link.outage();
            }

            @Override
            public void dismiss() {
                link.dismissOutage();
            }
        };
    }

    /**
     * A frame has been drawn when the next one comes. What the screens load, such as the outlines
     * of the map, waits for the first live frame, or a while where none comes.
     */
    private void noteLive(Frame frame, Shell main) {
        drawnFrames++;
        if (frame.status().link() instanceof LinkState.Live && liveFrames < 2) {
            liveFrames++;
            live = liveFrames == 2;
        }
        if (live || drawnFrames == PATIENT_FRAMES) {
            main.prepare();
        }
    }

    /** Whether live values have been on the screen. Any thread. */
    public boolean hasShownLive() {
        return live;
    }

    /** Completes when the window is closed. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /** The stream from the relay. */
    public Link link() {
        return link;
    }

    /** What an operator can do. */
    public AlarmCommands commands() {
        return commands;
    }

    /** The newest value of every signal. */
    public LatestValues values() {
        return values;
    }

    /** The alarms that are not normal. */
    public LatestAlarms alarms() {
        return alarms;
    }

    /** Writes what this run has received, and how its link stood. */
    public void report(Path file) throws IOException {
        Report.write(file, link, values, alarms);
    }

    @Override
    public void close() {
        Shots pictures = shots;
        if (pictures != null) {
            pictures.close();
        }
        link.close();
        client.close();
        if (!started) {
            return;
        }
        PulseEngine.call(
                        () -> {
                            engine.stop();
                            Stage window = stage;
                            if (window != null) {
                                window.hide();
                            }
                            return true;
                        })
                .join();
    }
}
