package io.lineside.devices.replay;

import io.lineside.devices.link.DeviceLink;
import io.lineside.devices.link.Measurement;
import io.lineside.devices.replay.CsvReader.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the rows of a file in its order, each when it is due. */
public final class Replay {

    /** More would be shown late for no gain: the hub takes 256 KB, some 2,000 small rows. */
    private static final int ROW_LIMIT = 500;

    /** Waits between rows; the wait may end the replay early. */
    public interface Pause {
        /** Waits this long; true as soon as the replay is to end. */
        boolean await(Duration time) throws InterruptedException;
    }

    private final DeviceLink link;
    private final @Nullable String device;
    private final int rowsPerMessage;
    private final Pause pause;
    private final List<Measurement> batch = new ArrayList<>();

    /**
     * A replay over a link.
     *
     * @param device whose readings the rows are; null for the link's own device
     * @param rowsPerMessage 1 to 500; fewer go together when a row has to wait
     */
    public Replay(DeviceLink link, @Nullable String device, int rowsPerMessage, Pause pause) {
        if (rowsPerMessage < 1 || rowsPerMessage > ROW_LIMIT) {
            throw new IllegalArgumentException(
                    "rows per message is " + rowsPerMessage + ", expected 1 to " + ROW_LIMIT);
        }
        this.link = link;
        this.device = device;
        this.rowsPerMessage = rowsPerMessage;
        this.pause = pause;
    }

    /**
     * Sends all rows.
     *
     * @return false when it was ended early
     * @throws IOException when the file cannot be read on; rows before that are sent
     */
    public boolean run(CsvReader rows, Timeline timeline) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                Instant time = row.time();
                if (time != null) {
                    long left = timeline.due(time).toNanos() - (System.nanoTime() - start);
                    if (left > 0) {
                        send();
                    }
                    if (pause.await(Duration.ofNanos(Math.max(0, left)))) {
                        return false;
                    }
                    time = timeline.shifted(time);
                } else if (pause.await(Duration.ZERO)) {
                    return false;
                }
                batch.add(new Measurement(device, time, row.values()));
                if (batch.size() >= rowsPerMessage) {
                    send();
                }
            }
            return true;
        } finally {
            send();
        }
    }

    private void send() throws InterruptedException {
        if (!batch.isEmpty()) {
            var _ = link.send(List.copyOf(batch));
            batch.clear();
        }
    }
}
