package io.lineside.devices.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lineside.devices.replay.Columns.SignalColumn;
import io.lineside.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Columns VALUE = columns("timestamp", "temperature=value");

    @TempDir private Path folder = Path.of("");
    private final RowProblems problems = new RowProblems();

    @Test
    void readsRowsInTheFilesOrderThroughDuplicateTimesAndStepsBack() throws IOException {
        List<CsvReader.Row> rows =
                read(
                        ',',
                        VALUE,
                        "timestamp,value",
                        "2013-12-02 21:15:00,73.96732207",
                        "2013-12-02 21:15:00,74",
                        "2013-12-02 21:10:00,-7.5e1");

        assertThat(rows)
                .extracting(row -> row.values().get("temperature"))
                .containsExactly(new Value.Num(73.96732207), new Value.Num(74), new Value.Num(-75));
        assertThat(rows)
                .extracting(CsvReader.Row::time)
                .containsExactly(
                        Instant.parse("2013-12-02T20:15:00Z"),
                        Instant.parse("2013-12-02T20:15:00Z"),
                        Instant.parse("2013-12-02T20:10:00Z"));
        assertThat(problems.first()).isEmpty();
    }

    @Test
    void sendsABadCellAsNullAndTellsWhereItIs() throws IOException {
        List<CsvReader.Row> rows =
                read(
                        ',',
                        VALUE,
                        "timestamp,value",
                        "2013-12-02 21:15:00,\"12,5\"",
                        "2013-12-02 21:20:00,1e999",
                        "2013-12-02 21:25:00,NaN",
                        "2013-12-02 21:30:00,0x1p3");

        assertThat(rows).extracting(row -> row.values().get("temperature")).containsOnlyNulls();
        assertThat(rows).hasSize(4);
        assertThat(problems.badCells()).isEqualTo(4);
        assertThat(problems.first().getFirst())
                .endsWith(
                        "rows.csv:2: column value: '12,5' is not a number, expected a finite one"
                                + " with a decimal point");
        assertThat(problems.first().get(1)).contains("rows.csv:3: ");
    }

    @Test
    void sendsAnEmptyCellAndOneThatIsNotThereAsNull() throws IOException {
        List<CsvReader.Row> rows =
                read(',', VALUE, "timestamp,value", "2013-12-02 21:15:00,", "2013-12-02 21:20:00");

        assertThat(rows).extracting(row -> row.values().get("temperature")).containsOnlyNulls();
        assertThat(problems.emptyCells()).isEqualTo(2);
        assertThat(problems.badCells()).isZero();
    }

    @Test
    void rejectsAndCountsARowWithoutAReadableTime() throws IOException {
        List<CsvReader.Row> rows =
                read(
                        ',',
                        VALUE,
                        "timestamp,value",
                        "yesterday,1",
                        "2013-02-30 10:00:00,2",
                        ",3",
                        "2013-12-02 21:25:00,4");

        assertThat(rows).hasSize(1);
        assertThat(problems.rejectedRows()).isEqualTo(3);
        assertThat(problems.first().getFirst())
                .contains("rows.csv:2: column timestamp: 'yesterday' is not a time, expected ");
    }

    @Test
    void makesAPositionOfLatitudeAndLongitude() throws IOException {
        Columns columns = new Columns("t", List.of(), "lat", "lon");
        List<CsvReader.Row> rows =
                read(
                        ';',
                        columns,
                        "lon;lat;t",
                        "7.0389004;47.0516249;2019-01-25 20:00:16.178999901",
                        "7.0;95;2019-01-25 20:00:17",
                        ";47.1;2019-01-25 20:00:18");

        assertThat(rows)
                .extracting(row -> row.values().get("position"))
                .containsExactly(new Value.Geo(47.0516249, 7.0389004), null, null);
        assertThat(rows.getFirst().time()).isEqualTo("2019-01-25T19:00:16.178999901Z");
        assertThat(problems.badCells()).isEqualTo(1);
        assertThat(problems.emptyCells()).isEqualTo(1);
        assertThat(problems.first().getFirst())
                .contains("column lat: '95' is no place on Earth, expected -90 to 90");
    }

    @Test
    void readsBooleansAndTextsWhereTheColumnSaysSo() throws IOException {
        Columns columns = columns(null, "running=on:boolean", "mode=m:text", "n=n");
        List<CsvReader.Row> rows =
                read(',', columns, "on,m,n", "TRUE,cooling,1", "0,\"two\nlines\",2", "maybe,x,3");

        assertThat(rows)
                .extracting(row -> row.values().get("running"))
                .containsExactly(new Value.Bool(true), new Value.Bool(false), null);
        assertThat(rows.get(1).values()).containsEntry("mode", new Value.Text("two\nlines"));
        assertThat(rows.getFirst().time()).isNull();
        assertThat(problems.first().getFirst()).contains("rows.csv:5: column on: 'maybe'");
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(read(',', columns(null, "v=value"), "\uFEFFvalue", "1")).hasSize(1);
    }

    @Test
    void readsOnBehindATextThatIsNeverClosed() throws IOException {
        List<CsvReader.Row> rows =
                read(',', columns(null, "v=value", "n=note:text"), "value,note", "1,\"open", "2,b");

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().values()).containsEntry("v", new Value.Num(1));
    }

    @Test
    void namesTheColumnsThatThereAreWhenOneIsMissing() {
        assertThatThrownBy(() -> read(',', VALUE, "time,value", "1,2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows.csv:1: column 'timestamp' is there 0 times")
                .hasMessageContaining("the columns are time, value");
    }

    @Test
    void refusesColumnsThatCannotBeSent() {
        assertThatThrownBy(() -> columns("t", "time=t")).hasMessageContaining("reserved");
        assertThatThrownBy(() -> columns("t", "a=x", "a=y")).hasMessageContaining("twice");
        assertThatThrownBy(() -> columns("t")).hasMessageContaining("expected --signal");
        assertThatThrownBy(() -> new Columns("t", List.of(), "lat", null))
                .hasMessageContaining("both of --lat and --lon");
        assertThatThrownBy(() -> SignalColumn.parse("temperature"))
                .hasMessageContaining("expected NAME=COLUMN");
    }

    private static Columns columns(@Nullable String time, String... signals) {
        return new Columns(
                time, List.of(signals).stream().map(SignalColumn::parse).toList(), null, null);
    }

    private List<CsvReader.Row> read(char separator, Columns columns, String... lines)
            throws IOException {
        Path file = Files.write(folder.resolve("rows.csv"), List.of(lines));
        List<CsvReader.Row> rows = new ArrayList<>();
        CsvReader.Format format = new CsvReader.Format(separator, BERLIN);
        try (CsvReader reader = CsvReader.open(file, format, columns, problems)) {
            for (CsvReader.Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
            assertThat(reader.read()).isEqualTo(rows.size() + problems.rejectedRows());
        }
        return rows;
    }
}
