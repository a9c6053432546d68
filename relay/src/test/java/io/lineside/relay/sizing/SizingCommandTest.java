package io.lineside.relay.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lineside.relay.config.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SizingCommandTest {

    @TempDir Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String yaml, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = Plants.file(directory, yaml).toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new CommandLine(new SizingCommand())
                .registerConverter(Duration.class, text -> Durations.parse(text).orElseThrow())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = SizingCommandTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void writesWhatAPersonReads() throws IOException {
        int status =
                run(
                        Plants.WORKS,
                        "--operators",
                        "10",
                        "--event-rate",
                        "6/m",
                        "--alarm-rate",
                        "6/h");
        assertThat(out.toString().replace("\r\n", "\n")).isEqualTo(golden("works.txt"));
        assertThat(status).isZero();
    }

    @Test
    void reportsWhenNothingInTheTableCarriesIt() {
        run(Plants.alike(3), "--operators", "1000000");
        assertThat(out.toString())
                .contains("carried by  nothing in the table: 1,000,000 connections, 5 inbound");
    }

    @Test
    void reportsWhatIsPaidForAndWhatLiesBetweenTheColumns() {
        run(Plants.alike(10), "--operators", "450");
        // 10 groups and the heads, 11/s to each: 4,950/s of the 20,000/s of 10 units; 3 give
        // 6,000/s
        assertThat(out.toString())
                .contains("carried by  Standard, 10 units: 4.5 % of 10,000 connections, ")
                .contains("0.6 % of 2,000/s REST inbound, 24.8 % of 20,000/s big-group outbound")
                .contains("evenly between them 3 would do")
                .contains("10,000,000 messages a day; 417,680,000 more are paid for");
    }

    @Test
    void listsTheGroupsThatCarryMostAndSumsAll() {
        run(Plants.alike(100), "--operators", "5");
        assertThat(out.toString()).contains("… and 63 that carry less").contains("all 103 groups");
    }

    @Test
    void writesJson() {
        int status =
                run(
                        Plants.WORKS,
                        "--operators",
                        "10",
                        "--event-rate",
                        "6/m",
                        "--tick",
                        "2s",
                        "--json");
        assertThat(status).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.at("/embedded/tickMillis").asInt()).isEqualTo(2_000);
        assertThat(json.at("/azure/tickMillis").asInt()).isEqualTo(2_000);
        assertThat(json.at("/azure/groups").size()).isEqualTo(6);
        assertThat(json.at("/azure/groups/0/group").asString())
                .isEqualTo("values:north/process/reactor");
        // 0.5 + 0.2 values, 1 heads, 0.005 alarms and overviews each
        assertThat(json.at("/azure/client/outMessages").asDouble()).isEqualTo(1.71, within(1e-9));
        assertThat(json.at("/azure/dailyMessages").asLong()).isEqualTo(1_477_440);
        assertThat(json.at("/azure/carriedBy/tier").asString()).isEqualTo("Standard");
        assertThat(json.at("/azure/carriedBy/units").asInt()).isEqualTo(1);
        assertThat(json.at("/azure/free").asBoolean()).isFalse();
    }

    @Test
    void aPlantThatIsWrongIsReportedAsTheRelayReportsIt() {
        int status = run(Plants.WORKS.replace("period: 2s", "period: soon"), "--operators", "1");
        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("plant.yaml:20: sites[0].areas[0].units[0].devices[1].signals[0].period:")
                .contains("expected a number and ms, s, m or h, such as 2s");
    }

    @Test
    void aPlantThatIsMissingIsReported() {
        int status =
                new CommandLine(new SizingCommand())
                        .setErr(new PrintWriter(err, true))
                        .execute(directory.resolve("none.yaml").toString(), "--operators", "1");
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml:1: there is no such file");
    }

    @Test
    void wrongUsageIsReported() {
        assertThat(run(Plants.WORKS)).isEqualTo(2);
        assertThat(run(Plants.WORKS, "--operators", "0")).isEqualTo(2);
        assertThat(run(Plants.WORKS, "--operators", "1", "--units-per-operator", "0")).isEqualTo(2);
        assertThat(run(Plants.WORKS, "--operators", "1", "--tick", "1m")).isEqualTo(2);
        assertThat(run(Plants.WORKS, "--operators", "1", "--event-rate", "often")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--operators=N")
                .contains("--operators: expected 1 to 1,000,000, found 0")
                .contains("--units-per-operator: expected 1 or more, found 0")
                .contains("--tick: expected 10 ms to 10 s as in relay.yaml, found 60s")
                .contains("'often' is no rate, expected a number and /s, /m, /h or /d");
        assertThat(out.toString()).isEmpty();
    }
}
