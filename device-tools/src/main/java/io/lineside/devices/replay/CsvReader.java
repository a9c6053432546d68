package io.lineside.devices.replay;

import io.lineside.devices.replay.Columns.SignalColumn;
import io.lineside.model.Value;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file with a heading row by row, in the file's order whatever its times say. A bad or
 * empty cell gives a null value; a row without a readable time is rejected; both are counted.
 */
public final class CsvReader implements Closeable {

    /**
     * How a file is written.
     *
     * @param zone of times that name none
     */
    public record Format(char separator, ZoneId zone) {}

    /**
     * A row that can be sent.
     *
     * @param time null when the file has no time column
     */
    public record Row(@Nullable Instant time, Map<String, @Nullable Value> values) {
        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    private final Path file;
    private final Columns columns;
    private final ZoneId zone;
    private final RowProblems problems;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long read;

    private CsvReader(
            Path file, Columns columns, ZoneId zone, RowProblems problems, CSVParser parser) {
        this.file = file;
        this.columns = columns;
        this.zone = zone;
        this.problems = problems;
        this.parser = parser;
        this.records = parser.iterator();
    }

    /**
     * Opens a file, UTF-8.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when a column is not there, or there twice; the message
     *     names the file and what it has
     */
    public static CsvReader open(Path file, Format format, Columns columns, RowProblems problems)
            throws IOException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            reader.mark(1);
            if (reader.read() != '\uFEFF') {
                reader.reset();
            }
            CSVParser parser =
                    CSVFormat.DEFAULT
                            .builder()
                            .setDelimiter(format.separator())
                            .setHeader()
                            .setSkipHeaderRecord(true)
                            .setAllowMissingColumnNames(true)
                            .setLenientEof(true)
                            .setTrailingData(true)
                            .get()
                            .parse(reader);
            checkHeading(file, parser.getHeaderNames(), columns);
            return new CsvReader(file, columns, format.zone(), problems, parser);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static void checkHeading(Path file, List<String> headings, Columns columns) {
        for (String column : columns.all()) {
            long found = headings.stream().filter(column::equals).count();
            if (found != 1) {
                throw new IllegalArgumentException(
                        file
                                + ":1: column '"
                                + column
                                + "' is there "
                                + found
                                + " times, expected once; the columns are "
                                + String.join(", ", headings));
            }
        }
    }

    /**
     * The next row that can be sent; null at the end of the file. Rows between that cannot be sent
     * are counted as rejected.
     *
     * @throws IOException when the file cannot be read on; the message names file and line
     */
    public @Nullable Row next() throws IOException {
        try {
            while (records.hasNext()) {
                CSVRecord record = records.next();
                read++;
                Row row = row(record);
                if (row != null) {
                    return row;
                }
            }
            return null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new IOException(
                    file
                            + ":"
                            + parser.getCurrentLineNumber()
                            + ": cannot be read on: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Rows read so far, rejected ones included, without the heading. */
    public long read() {
        return read;
    }

    private @Nullable Row row(CSVRecord record) {
        Instant time = null;
        if (columns.time() != null) {
            String cell = cell(record, columns.time());
            try {
                time = TimeCell.parse(cell == null ? "" : cell, zone);
            } catch (DateTimeException | ArithmeticException e) {
                problems.rejectedRow(
                        problem(columns.time(), cell, "is not a time", TimeCell.EXPECTED));
                return null;
            }
        }
        Map<String, @Nullable Value> values = new LinkedHashMap<>();
        for (SignalColumn signal : columns.signals()) {
            values.put(signal.signal(), value(record, signal));
        }
        if (columns.latitude() != null && columns.longitude() != null) {
            values.put(Columns.POSITION, position(record, columns.latitude(), columns.longitude()));
        }
        return new Row(time, values);
    }

    /** A cell's text; null when it is empty or the row is too short for it. */
    private static @Nullable String cell(CSVRecord record, String column) {
        String cell = record.isSet(column) ? record.get(column).strip() : "";
        return cell.isEmpty() ? null : cell;
    }

    private @Nullable Value value(CSVRecord record, SignalColumn signal) {
        String cell = cell(record, signal.column());
        if (cell == null) {
            problems.emptyCell();
            return null;
        }
        return switch (signal.kind()) {
            case TEXT -> new Value.Text(cell);
            case BOOLEAN -> bool(signal.column(), cell);
            case NUMBER -> {
                Double number = number(signal.column(), cell);
                yield number == null ? null : new Value.Num(number);
            }
        };
    }

    private @Nullable Value bool(String column, String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> new Value.Bool(true);
            case "false", "0" -> new Value.Bool(false);
            default -> {
                problems.badCell(problem(column, cell, "is neither", "true, false, 1 or 0"));
                yield null;
            }
        };
    }

    private @Nullable Double number(String column, String cell) {
        try {
            // Java alone would take hexadecimal numbers and a trailing d or f.
            if (cell.matches("[-+.0-9eE]+")) {
                double number = Double.parseDouble(cell);
                if (Double.isFinite(number)) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            // The text is reported below, as all text that is no number.
        }
        problems.badCell(
                problem(column, cell, "is not a number", "a finite one with a decimal point"));
        return null;
    }

    private @Nullable Value position(CSVRecord record, String latitude, String longitude) {
        String north = cell(record, latitude);
        String east = cell(record, longitude);
        if (north == null || east == null) {
            problems.emptyCell();
            return null;
        }
        Double lat = degrees(latitude, north, 90);
        Double lon = degrees(longitude, east, 180);
        return lat == null || lon == null ? null : new Value.Geo(lat, lon);
    }

    private @Nullable Double degrees(String column, String cell, int most) {
        Double number = number(column, cell);
        if (number == null || Math.abs(number) <= most) {
            return number;
        }
        problems.badCell(problem(column, cell, "is no place on Earth", "-" + most + " to " + most));
        return null;
    }

    private String problem(String column, @Nullable String cell, String what, String expected) {
        String shown = cell == null ? "" : cell.substring(0, Math.min(40, cell.length()));
        return file
                + ":"
                + parser.getCurrentLineNumber()
                + ": column "
                + column
                + ": '"
                + shown
                + "' "
                + what
                + ", expected "
                + expected;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
