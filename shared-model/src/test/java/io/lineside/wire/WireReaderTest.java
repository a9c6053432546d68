package io.lineside.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import io.lineside.model.AlarmState;
import io.lineside.model.AlarmType;
import io.lineside.model.Quality;
import io.lineside.model.SourceState;
import io.lineside.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The reader reads the examples, which {@link WireWriterTest} writes. */
class WireReaderTest {

    private final WireReader reader = new WireReader();

    private static String example(String name) throws IOException {
        try (InputStream in = Envelope.class.getResourceAsStream("examples/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsEveryKindOfValue() throws IOException {
        Envelope envelope = reader.read(example("envelope"), Envelope.class);
        assertThat(envelope.prev()).isEqualTo(41);
        assertThat(envelope.part()).isNull();
        assertThat(envelope.values())
                .extracting("value")
                .containsExactly(
                        new Value.Num(81.25),
                        new Value.Bool(true),
                        new Value.Text("auto"),
                        new Value.Geo(52.5163, 13.3777),
                        null,
                        new Value.Num(3.5));
        assertThat(envelope.values().get(4).quality()).isEqualTo(Quality.BAD);
        assertThat(envelope.values().get(5).reason()).isEqualTo("stale");
    }

    @Test
    void readsAPart() throws IOException {
        assertThat(reader.read(example("envelope-part"), Envelope.class).part())
                .isEqualTo(new Envelope.Part(1, 2));
    }

    @Test
    void readsHeads() throws IOException {
        Heads heads = reader.read(example("heads"), Heads.class);
        assertThat(heads.state()).isEqualTo(SourceState.LIVE);
        assertThat(heads.heads().getFirst().seq()).isEqualTo(52);
        assertThat(heads.journalled()).isTrue();
    }

    @Test
    void readsAnAlarm() throws IOException {
        AlarmTransition transition = reader.read(example("alarm"), AlarmTransition.class);
        assertThat(transition.alarm().type()).isEqualTo(AlarmType.HIGH);
        assertThat(transition.alarm().display()).isEqualTo(AlarmState.UNACKNOWLEDGED);
        assertThat(transition.alarm().clearedAt()).isNull();
    }

    @Test
    void readsAnAnswerAndWritesAQuestion() throws IOException {
        Subscription.Answer answer =
                reader.read(example("subscription-answer"), Subscription.Answer.class);
        assertThat(answer.alarms().getFirst().current()).hasSize(1);
        Subscription question =
                new Subscription(
                        "c1",
                        List.of("north/process"),
                        Map.of("values:north/process/reactor", new Cursor("e-7f3a", 45)));
        assertThat(reader.write(question)).isEqualTo(example("subscription").strip());
    }

    @Test
    void theErrorNamesWhatIsWrongWithAMessage() {
        assertThatThrownBy(() -> reader.read("{\"values\":[[\"a/b\",1]]}", Envelope.class))
                .isInstanceOf(JsonParseException.class)
                .hasMessageContaining("4 or 5");
        assertThatThrownBy(() -> reader.read("null", Envelope.class))
                .isInstanceOf(JsonParseException.class);
    }
}
