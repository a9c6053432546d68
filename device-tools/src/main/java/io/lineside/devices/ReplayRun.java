package io.lineside.devices;

import io.lineside.devices.link.AckTimes;
import io.lineside.devices.link.Connections;
import io.lineside.devices.link.DeviceLink;
import io.lineside.devices.link.LinkSettings;
import io.lineside.devices.replay.Columns;
import io.lineside.devices.replay.CsvReader;
import io.lineside.devices.replay.Replay;
import io.lineside.devices.replay.RowProblems;
import io.lineside.devices.replay.Timeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One run of {@code lineside replay}: connects, sends all rows, flushes, and says how it went. */
final class ReplayRun {

    private static final int WINDOW = 500;
    private static final long REPORT_PERIOD = Duration.ofSeconds(1).toNanos();

    /**
     * What to replay and how.
     *
     * @param speed how many times faster than the file; 0 for no waiting
     * @param report the file to write what was sent to; null for none
     */
    record Plan(
            Path file,
            CsvReader.Format format,
            Columns columns,
            double speed,
            boolean shiftToNow,
            int rowsPerMessage,
            Duration connectWithin,
            @Nullable Path report) {}

    /**
     * Who sends.
     *
     * @param linked the device that connects
     * @param behind the device whose readings they are, if that is another
     */
    record Sender(String linked, @Nullable String behind, Connections connections) {}

    private final Plan plan;
    private final Sender sender;
    private final Control control;
    private final PrintStream out;
    private final PrintStream err;
    private final RowProblems problems = new RowProblems();
    private final AckTimes ackTimes = new AckTimes();
    private long reportedAt = System.nanoTime();

    ReplayRun(Plan plan, Sender sender, Control control, PrintStream out, PrintStream err) {
        this.plan = plan;
        this.sender = sender;
        this.control = control;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs to the end of the file, or until the program is to end.
     *
     * @return the exit status
     */
    int run() throws IOException, InterruptedException {
        try (CsvReader rows =
                CsvReader.open(plan.file(), plan.format(), plan.columns(), problems)) {
            Instant from = plan.shiftToNow() ? shiftFrom() : null;
            LinkSettings settings = LinkSettings.withWindow(WINDOW);
            DeviceLink link =
                    DeviceLink.start(sender.linked(), sender.connections(), settings, ackTimes);
            boolean whole;
            try (link) {
                whole = awaitConnected(link) && send(link, rows, from);
            } finally {
                link.close();
                writeReport(link, rows);
                printResult(link, rows);
            }
            boolean nothing = problems.rejectedRows() > 0 && link.counts().rows() == 0;
            return whole && link.counts().failed() == 0 && !nothing ? 0 : 1;
        }
    }

    private boolean awaitConnected(DeviceLink link) throws InterruptedException {
        long end = System.nanoTime() + plan.connectWithin().toNanos();
        while (!link.connected().isDone()) {
            if (control.awaitStop(Duration.ofMillis(100))) {
                return false;
            }
            if (System.nanoTime() - end > 0) {
                err.println("replay: " + link.deviceId() + " cannot connect: " + link.trouble());
                return false;
            }
        }
        return true;
    }

    private boolean send(DeviceLink link, CsvReader rows, @Nullable Instant from)
            throws IOException, InterruptedException {
        out.println("ready replay " + plan.file());
        out.flush();
        Replay.Pause pause = time -> pause(time, link, rows);
        Timeline timeline = new Timeline(plan.speed(), Instant.now(), from);
        return new Replay(link, sender.behind(), plan.rowsPerMessage(), pause).run(rows, timeline);
    }

    /** The time that becomes now: the file's first, or its newest when nothing waits. */
    private @Nullable Instant shiftFrom() throws IOException {
        Instant found = null;
        try (CsvReader rows =
                CsvReader.open(plan.file(), plan.format(), plan.columns(), new RowProblems())) {
            for (CsvReader.Row row = rows.next(); row != null; row = rows.next()) {
                Instant at = row.time();
                if (at != null && (found == null || at.isAfter(found))) {
                    found = at;
                    if (plan.speed() > 0) {
                        break;
                    }
                }
            }
        }
        return found;
    }

    /** Waits, and writes the report meanwhile; true when the program is to end. */
    private boolean pause(Duration time, DeviceLink link, CsvReader rows)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        do {
            if (control.awaitStop(Duration.ofNanos(Math.clamp(left, 0, REPORT_PERIOD)))) {
                return true;
            }
            reportWhenDue(link, rows);
            left = end - System.nanoTime();
        } while (left > 0);
        return false;
    }

    private void reportWhenDue(DeviceLink link, CsvReader rows) {
        if (System.nanoTime() - reportedAt < REPORT_PERIOD) {
            return;
        }
        reportedAt = System.nanoTime();
        try {
            writeReport(link, rows);
        } catch (IOException e) {
            err.println("replay: cannot write the report: " + e.getMessage());
        }
    }

    private void writeReport(DeviceLink link, CsvReader rows) throws IOException {
        if (plan.report() == null) {
            return;
        }
        ObjectNode json = SendReport.of(List.of(link), ackTimes).json();
        json.put("file", plan.file().toString());
        json.put("device", sender.behind() == null ? sender.linked() : sender.behind());
        json.put("read", rows.read());
        json.put("rejected", problems.rejectedRows());
        json.put("badCells", problems.badCells());
        json.put("emptyCells", problems.emptyCells());
        ArrayNode first = json.putArray("problems");
        problems.first().forEach(first::add);
        SendReport.write(plan.report(), json);
    }

    private void printResult(DeviceLink link, CsvReader rows) {
        problems.first().forEach(problem -> err.println("replay: " + problem));
        long failed = link.counts().failed();
        if (failed > 0) {
            err.println("replay: " + failed + " messages were not acknowledged by the hub");
        }
        out.println(
                "replayed "
                        + rows.read()
                        + " rows: "
                        + link.counts().rows()
                        + " sent, "
                        + problems.rejectedRows()
                        + " rejected, "
                        + problems.badCells()
                        + " bad cells");
        out.flush();
    }
}
