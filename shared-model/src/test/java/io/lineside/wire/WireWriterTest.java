package io.lineside.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.model.AlarmEvent;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.Quality;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The writer writes the examples, which {@link WireReaderTest} reads. */
class WireWriterTest {

    private static final String GROUP = "values:north/process/reactor";
    private static final long T = 1_790_000_000_000L;

    private static JsonNode example(String name) throws IOException {
        try (InputStream in = Envelope.class.getResourceAsStream("examples/" + name + ".json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in).readAllBytes());
        }
    }

    /** Numbers compare by value: 80 equals 80.0. */
    private static void assertSame(byte[] written, JsonNode example) {
        assertThat(normal(JsonMapper.shared().readTree(written))).isEqualTo(normal(example));
    }

    private static String normal(JsonNode json) {
        return json.toString().replaceAll("(\\d)\\.0([,\\]}])", "$1$2");
    }

    private static AlarmView alarm() {
        return new AlarmView(
                "reactor-1/temperature/H",
                "0:1234:0",
                7,
                "reactor-1/temperature",
                "north/process/reactor",
                AlarmType.HIGH,
                2,
                "Reactor temperature high",
                AlarmState.UNACKNOWLEDGED,
                false,
                81.25,
                80,
                T + 11,
                null,
                null,
                null,
                null,
                true);
    }

    @Test
    void anEnvelopeWithEveryKindOfValue() throws IOException {
        Envelope envelope =
                new Envelope(
                        GROUP,
                        "e-7f3a",
                        41,
                        45,
                        T + 123,
                        80,
                        List.of(
                                new Row(
                                        "reactor-1/temperature",
                                        new Value.Num(81.25),
                                        Quality.GOOD,
                                        T + 11,
                                        null),
                                new Row(
                                        "reactor-1/running",
                                        new Value.Bool(true),
                                        Quality.GOOD,
                                        T + 11,
                                        null),
                                new Row(
                                        "reactor-1/mode",
                                        new Value.Text("auto"),
                                        Quality.GOOD,
                                        T + 11,
                                        null),
                                new Row(
                                        "van-07/position",
                                        new Value.Geo(52.5163, 13.3777),
                                        Quality.GOOD,
                                        T + 50,
                                        null),
                                new Row(
                                        "pc-1/cpu.temperature",
                                        null,
                                        Quality.BAD,
                                        T + 70,
                                        "no-value"),
                                new Row(
                                        "reactor-1/pressure",
                                        new Value.Num(3.5),
                                        Quality.UNCERTAIN,
                                        T - 10_000,
                                        "stale")),
                        null);
        assertSame(WireWriter.envelope(envelope), example("envelope"));
    }

    @Test
    void aPart() throws IOException {
        Envelope part =
                new Envelope(
                        GROUP,
                        "e-7f3a",
                        0,
                        45,
                        T + 123,
                        80,
                        List.of(
                                new Row(
                                        "reactor-1/temperature",
                                        new Value.Num(81.25),
                                        Quality.GOOD,
                                        T + 11,
                                        null)),
                        new Envelope.Part(1, 2));
        assertSame(WireWriter.envelope(part), example("envelope-part"));
    }

    @Test
    void heads() throws IOException {
        Heads heads =
                new Heads(
                        "live:north",
                        "e-7f3a",
                        45,
                        52,
                        T + 1_123,
                        List.of(new Head(GROUP, 52)),
                        "j-11aa",
                        List.of(new Head("alarms:north/process", 7)),
                        SourceState.LIVE,
                        80,
                        3,
                        true);
        assertSame(WireWriter.heads(heads), example("heads"));
    }

    @Test
    void anAlarm() throws IOException {
        AlarmTransition transition =
                new AlarmTransition(
                        "alarms:north/process",
                        "j-11aa",
                        6,
                        7,
                        AlarmEvent.RAISED,
                        T + 11,
                        "0:1234:0",
                        alarm());
        assertSame(WireWriter.transition(transition), example("alarm"));
    }

    @Test
    void anAnswerToASubscription() throws IOException {
        Subscription.Answer answer =
                new Subscription.Answer(
                        T + 1_123,
                        60_000,
                        3,
                        SourceState.LIVE,
                        true,
                        List.of(
                                new Envelope(
                                        GROUP,
                                        "e-7f3a",
                                        45,
                                        52,
                                        T + 1_123,
                                        80,
                                        List.of(
                                                new Row(
                                                        "reactor-1/temperature",
                                                        new Value.Num(82),
                                                        Quality.GOOD,
                                                        T + 1_011,
                                                        null)),
                                        null)),
                        List.of(
                                new Subscription.Alarms(
                                        "alarms:north/process",
                                        "j-11aa",
                                        7,
                                        List.of(alarm()),
                                        List.of())));
        assertSame(WireJson.mapper().writeValueAsBytes(answer), example("subscription-answer"));
    }

    @Test
    void aNumberThatIsWholeIsWrittenShort() {
        Row row = new Row("a/b", new Value.Num(1500), Quality.GOOD, 1, null);
        Row huge = new Row("a/c", new Value.Num(1e300), Quality.GOOD, 1, null);
        String written =
                new String(
                        WireWriter.envelope(
                                new Envelope(
                                        "values:a/b/c", "e", 0, 1, 1, 0, List.of(row, huge), null)),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(written).contains("[\"a/b\",1500,\"good\",1]").contains("1.0E300");
    }

    @Test
    void everyComponentOfAnAlarmIsWritten() {
        AlarmView whole =
                new AlarmView(
                        "reactor-1/temperature/H",
                        "0:1234:0",
                        7,
                        "reactor-1/temperature",
                        "north/process/reactor",
                        AlarmType.HIGH,
                        2,
                        "Reactor temperature high",
                        AlarmState.ACKNOWLEDGED,
                        true,
                        81.25,
                        80,
                        T + 11,
                        T + 12,
                        T + 13,
                        "anna",
                        "seen",
                        true);
        JsonNode written =
                JsonMapper.shared()
                        .readTree(
                                WireWriter.transition(
                                        new AlarmTransition(
                                                "alarms:north/process",
                                                "j-11aa",
                                                6,
                                                7,
                                                AlarmEvent.ACKNOWLEDGED,
                                                T + 13,
                                                "command:c",
                                                whole)));
        assertThat(written.path("alarm").propertyNames())
                .containsExactlyInAnyOrderElementsOf(components(AlarmView.class));
        assertThat(written.propertyNames())
                .containsExactlyInAnyOrderElementsOf(components(AlarmTransition.class));
    }

    private static List<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
