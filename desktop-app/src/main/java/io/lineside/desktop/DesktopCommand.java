package io.lineside.desktop;

import io.lineside.desktop.settings.SettingsException;
import io.lineside.desktop.settings.SettingsPlaces;
import io.lineside.desktop.settings.SingleInstance;
import io.lineside.desktop.settings.StartSettings;
import io.lineside.desktop.settings.UserSettings;
import io.lineside.program.Commands;
import io.lineside.program.ProgramVersion;
import io.lineside.program.StandardInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./lineside desktop}. Runs on the caller's thread until the window is closed. */
@Command(
        name = "desktop",
        mixinStandardHelpOptions = true,
        versionProvider = DesktopCommand.Version.class,
        description = {
            "Shows live values, alarms and positions from a relay.",
            "Pages: F2 overview, F4 alarms, F6 device, F7 map. Ends when the window is closed."
        })
public final class DesktopCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(DesktopCommand.class);

    /** Names the program and its version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Lineside desktop " + ProgramVersion.text()};
        }
    }

    private static final Duration LOOK = Duration.ofMillis(10);

    @Option(
            names = "--relay",
            paramLabel = "URL",
            description =
                    "The relay's address; left out: the one set for this computer, else the one"
                            + " remembered, else http://127.0.0.1:8480.")
    private @Nullable URI relay;

    @Option(names = "--remember", description = "Show the relay of --relay the next time as well.")
    private boolean remember;

    @Option(
            names = "--paths",
            paramLabel = "PATH",
            split = ",",
            description = "Sites, areas or units to show, such as berlin/process; left out: all.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--workstation",
            paramLabel = "NAME",
            description =
                    "What this seat is called in the journal; left out: this computer's name.")
    private @Nullable String workstation;

    @Option(names = "--headless", description = "Run without a display.")
    private boolean headless;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "The window's size in pixels; left out: as it was last, else 1000x720.")
    private @Nullable String size;

    @Option(
            names = "--shots",
            paramLabel = "DIR",
            description = "Write a PNG of every page into DIR now and then.")
    private @Nullable Path shots;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How often; left out: ${DEFAULT-VALUE} s.")
    private int every = 10;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what was seen to FILE at the end, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "End by itself so many seconds after the first live values.")
    private @Nullable Long length;

    @Option(
            names = "--stop-on-eof",
            description = "End when standard input ends, for programs that start this one.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException, IOException {
        SettingsPlaces places = SettingsPlaces.here();
        try {
            StartSettings settings = StartSettings.read(places, !headless);
            URI chosen = settings.relay(relay);
            if (headless) {
                @Nullable WindowSize unused = show(chosen, settings.user(), null);
                return 0;
            }
            showOnce(chosen, settings, places);
            return 0;
        } catch (SettingsException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void showOnce(URI chosen, StartSettings settings, SettingsPlaces places)
            throws InterruptedException, IOException, SettingsException {
        Optional<SingleInstance> first;
        try {
            first = SingleInstance.claim(places.running(), chosen);
        } catch (IOException e) {
            // An operator must not be kept from a window because another one hangs.
            LOG.warn("Whether another desktop runs is not known: {}", e.getMessage());
            keep(chosen, settings, show(chosen, settings.user(), null));
            return;
        }
        if (first.isEmpty()) {
            print("another desktop shows " + chosen + " already; it is in front now");
            return;
        }
        try (SingleInstance instance = first.get()) {
            keep(chosen, settings, show(chosen, settings.user(), instance));
        }
    }

    private void keep(URI chosen, StartSettings settings, @Nullable WindowSize window) {
        UserSettings changed = settings.user();
        if (remember) {
            changed = changed.withRelay(chosen);
        }
        if (window != null) {
            changed = changed.withWindow(window.width(), window.height());
        }
        settings.keep(changed);
    }

    private @Nullable WindowSize show(
            URI chosen, UserSettings user, @Nullable SingleInstance instance)
            throws InterruptedException, IOException, SettingsException {
        WindowSize window = WindowSize.of(size, headless, user);
        App app =
                new App(
                        new App.Options(
                                chosen,
                                List.copyOf(paths),
                                workstation == null ? computerName() : workstation,
                                window.width(),
                                window.height(),
                                shots,
                                Duration.ofSeconds(every)));
        Thread hook = Thread.ofPlatform().name("desktop-stop").unstarted(end::countDown);
        Runtime.getRuntime().addShutdownHook(hook);
        try (app) {
            // The link connects while the toolkit starts: each takes about as long as the other.
            app.connect();
            Toolkit.start(headless).await();
            Platform.setImplicitExit(false);
            app.start();
            if (instance != null) {
                instance.onSecond(app::toFront);
            }
            var unused = app.closed().thenRun(end::countDown);
            if (stopOnEof) {
                StandardInput.whenItEnds(System.in, "desktop-stdin", end::countDown);
            }
            run(app, chosen);
            if (report != null) {
                app.report(report);
            }
        }
        Platform.exit();
        return app.lastSize();
    }

    private void run(App app, URI chosen) throws InterruptedException {
        while (!app.hasShownLive()) {
            if (end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        print("ready desktop, live from " + chosen);
        if (length == null) {
            end.await();
        } else {
            boolean unused = end.await(length, TimeUnit.SECONDS);
        }
    }

    private void print(String line) {
        PrintWriter out = Commands.out(spec);
        out.println(line);
        out.flush();
    }

    private RuntimeException wrong(String message) {
        return Commands.wrongUsage(spec, message);
    }

    private static String computerName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "workstation";
        }
    }
}
