package io.lineside.devices;

import io.lineside.devices.link.ConnectionString;
import io.lineside.devices.link.Connections;
import io.lineside.devices.link.HubInfo;
import io.lineside.devices.replay.Columns;
import io.lineside.devices.replay.CsvReader;
import io.lineside.program.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lineside replay}: the rows of a CSV file as telemetry of one device. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends the rows of a CSV file with a heading as telemetry of one device, in the file's"
                    + " order.",
            "",
            "A cell that is empty or not what its column is goes as null; a row without a readable"
                    + " time is not sent. Both are counted and reported.",
            ""
        })
public final class ReplayCommand implements Callable<Integer> {

    static final class Hub {
        @Option(
                names = "--hub",
                paramLabel = "hub.json",
                description = "The file an emulator writes when it is up; needs --device.")
        @Nullable Path hub;

        @Option(
                names = "--connection-string",
                paramLabel = "STRING",
                description = "The connection string of a device of a real IoT hub.")
        @Nullable String connectionString;
    }

    @Parameters(paramLabel = "FILE.csv", description = "The file, UTF-8.")
    private Path file = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Hub hub = new Hub();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM certificates to trust with --connection-string; default: the SDK's.")
    private @Nullable Path ca;

    @Option(
            names = "--device",
            paramLabel = "ID",
            description =
                    "The device; default: the connection string's. Another than that goes as"
                            + " deviceId in the payload, as from a gateway.")
    private @Nullable String device;

    @Option(
            names = "--signal",
            paramLabel = "NAME=COLUMN",
            description =
                    "A signal and the heading of its column, of numbers; COLUMN:boolean and"
                            + " COLUMN:text for others.")
    private List<String> signals = List.of();

    @Option(
            names = "--time",
            paramLabel = "COLUMN",
            description = "When it was measured; without it, the time of sending.")
    private @Nullable String time;

    @Option(names = "--lat", paramLabel = "COLUMN", description = "Latitude of 'position'.")
    private @Nullable String latitude;

    @Option(names = "--lon", paramLabel = "COLUMN", description = "Longitude of 'position'.")
    private @Nullable String longitude;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            defaultValue = ",",
            description = "Between cells, 'tab' for a tab; default: ${DEFAULT-VALUE}")
    private String separator = ",";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Of times that name none, as Europe/Berlin; default: ${DEFAULT-VALUE}.")
    private ZoneId zone = ZoneId.of("UTC");

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "So many times faster than the file, 0 as fast as the hub takes it; default: 1,"
                            + " without --time 0.")
    private @Nullable Double speed;

    @Option(
            names = "--shift-to-now",
            description =
                    "Sends the first row's time as now, and what follows as it is played; with"
                            + " --speed 0 the newest row's time.")
    private boolean shiftToNow;

    @Option(
            names = "--rows-per-message",
            paramLabel = "N",
            defaultValue = "1",
            description = "Most rows in one message, 1 to 500; default: ${DEFAULT-VALUE}.")
    private int rowsPerMessage = 1;

    @Option(
            names = "--connect-within",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Ends with status 1 when the device is not connected by then; default:"
                            + " ${DEFAULT-VALUE}.")
    private int connectWithin = 60;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes what was sent, as JSON, each second and at the end.")
    private @Nullable Path report;

    @Option(names = "--stop-on-eof", description = "Ends early when standard input is closed.")
    private boolean stopOnEof;

    @Spec private @Nullable CommandSpec spec;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** With the program's own standard streams. */
    public ReplayCommand() {
        this(System.in, System.out, System.err);
    }

    ReplayCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Control control = Control.start(in, stopOnEof, _ -> {})) {
            return replay(control);
        } catch (IllegalArgumentException e) {
            throw Commands.wrongUsage(spec, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            err.println("replay: " + e.getMessage());
            return 1;
        }
    }

    private int replay(Control control) throws IOException, InterruptedException {
        ReplayRun.Plan plan =
                new ReplayRun.Plan(
                        file,
                        new CsvReader.Format(separator(), zone),
                        columns(),
                        speed(),
                        shiftToNow,
                        rowsPerMessage,
                        Duration.ofSeconds(connectWithin),
                        report);
        return new ReplayRun(plan, sender(), control, out, err).run();
    }

    private ReplayRun.Sender sender() throws IOException {
        if (hub.hub != null) {
            if (device == null) {
                throw new IllegalArgumentException("--hub needs --device");
            }
            return new ReplayRun.Sender(device, null, Connections.to(HubInfo.read(hub.hub)));
        }
        if (hub.connectionString == null) {
            throw new IllegalArgumentException("expected --hub or --connection-string");
        }
        ConnectionString string = ConnectionString.parse(hub.connectionString);
        boolean own = device == null || device.equals(string.deviceId());
        Connections connections = Connections.of(string, ca);
        return new ReplayRun.Sender(string.deviceId(), own ? null : device, connections);
    }

    private Columns columns() {
        return new Columns(
                time,
                signals.stream().map(Columns.SignalColumn::parse).toList(),
                latitude,
                longitude);
    }

    private double speed() {
        if (time == null && (shiftToNow || (speed != null && speed != 0))) {
            throw new IllegalArgumentException("--speed and --shift-to-now need --time");
        }
        double factor = speed != null ? speed : time == null ? 0 : 1;
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("--speed is " + factor + ", expected 0 or more");
        }
        return factor;
    }

    private char separator() {
        String text = separator.equals("tab") ? "\t" : separator;
        if (text.length() != 1) {
            throw new IllegalArgumentException(
                    "--separator is '" + separator + "', expected one character, or tab");
        }
        return text.charAt(0);
    }
}
