package io.lineside.desktop;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./lineside desktop}. Runs on the caller's thread until the window is closed. */
@Command(
        name = "desktop",
        mixinStandardHelpOptions = true,
        description = {
            "Shows live values, alarms and positions from a relay.",
            "Pages: F2 overview, F4 alarms, F6 device, F7 map. Ends when the window is closed."
        })
public final class DesktopCommand implements Callable<Integer> {

    /** The headless toolkit has one screen of 1000 by 1000 pixels. */
    private static final int MOST_HEADLESS = 1_000;

    private static final Duration LOOK = Duration.ofMillis(10);

    @Option(
            names = "--relay",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8480",
            description = "The relay's address; left out: ${DEFAULT-VALUE}.")
    private URI relay = URI.create("http://127.0.0.1:8480");

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
            defaultValue = "1000x720",
            description = "The window's size in pixels; left out: ${DEFAULT-VALUE}.")
    private String size = "1000x720";

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
        int[] pixels = pixels();
        App app =
                new App(
                        new App.Options(
                                relay,
                                List.copyOf(paths),
                                workstation == null ? computerName() : workstation,
                                pixels[0],
                                pixels[1],
                                shots,
                                Duration.ofSeconds(every)));
        Thread hook = Thread.ofPlatform().name("desktop-stop").unstarted(end::countDown);
        Runtime.getRuntime().addShutdownHook(hook);
        try (app) {
            // The link is made while the toolkit starts: each takes about as long as the other.
            app.connect();
            startToolkit().await();
            Platform.setImplicitExit(false);
            app.start();
            var unused = app.closed().thenRun(end::countDown);
            if (stopOnEof) {
                Thread.ofPlatform().daemon().name("desktop-stdin").start(this::awaitEof);
            }
            run(app);
            if (report != null) {
                app.report(report);
            }
        }
        Platform.exit();
        return 0;
    }

    private void run(App app) throws InterruptedException {
        while (!app.hasShownLive()) {
            if (end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        PrintWriter out =
                spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
        out.println("ready desktop, live from " + relay);
        out.flush();
        if (length == null) {
            end.await();
        } else {
            boolean unused = end.await(length, TimeUnit.SECONDS);
        }
    }

    private int[] pixels() {
        String[] parts = size.split("x", -1);
        try {
            int[] pixels = {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
            if (pixels[0] < 400 || pixels[1] < 300) {
                throw wrong("--size is '" + size + "', expected at least 400x300");
            }
            if (headless && Math.max(pixels[0], pixels[1]) > MOST_HEADLESS) {
                throw wrong("--size is '" + size + "', but --headless has a screen of 1000x1000");
            }
            return pixels;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw wrong("--size is '" + size + "', expected width x height such as 1280x800");
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalArgumentException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    /** Starts the toolkit; what it answers opens when it is up. */
    private CountDownLatch startToolkit() {
        if (headless) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        }
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (UnsupportedOperationException e) {
            throw wrong(
                    "there is no display (" + e.getMessage() + "); --headless runs without one");
        }
        return started;
    }

    private void awaitEof() {
        try {
            InputStream in = System.in;
            while (in.read() >= 0) {
                // Whatever is typed is of no meaning; the end is.
                continue;
            }
        } catch (IOException e) {
            // An input that cannot be read has ended.
            end.countDown();
            return;
        }
        end.countDown();
    }

    private static String computerName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "workstation";
        }
    }
}
