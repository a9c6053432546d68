package io.lineside.relay.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.Decoder;
import io.lineside.core.source.MessageProperties;
import io.lineside.core.source.RawMessage;
import io.lineside.model.Quality;
import io.lineside.model.Sample;
import io.lineside.model.SignalId;
import io.lineside.model.Value;
import io.lineside.relay.decode.json.FlatJsonDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {

    private static final Instant ENQUEUED = Instant.parse("2026-05-01T10:00:00.500Z");
    private static final Instant CREATED = Instant.parse("2026-05-01T10:00:00.100Z");

    private final Decoder decoder = new DecoderRegistry(List.of(new FlatJsonDecoder()));

    @Test
    void readsEveryKindOfValue() {
        assertThat(
                        samples(
                                """
                                {"temperature": 81.25, "running": true, "state": "HEATING",
                                 "place": {"lat": 52.5, "lon": 13.4}, "flow": null}
                                """))
                .containsExactly(
                        Sample.good(id("temperature"), new Value.Num(81.25), CREATED),
                        Sample.good(id("running"), new Value.Bool(true), CREATED),
                        Sample.good(id("state"), new Value.Text("HEATING"), CREATED),
                        Sample.good(id("place"), new Value.Geo(52.5, 13.4), CREATED),
                        new Sample(id("flow"), null, Quality.BAD, "no-value", CREATED));
    }

    @Test
    void flattensNestedObjectsWithDots() {
        assertThat(
                        samples(
                                "{\"machine\":{\"a\":1,\"in\":{\"b\":2}},\"p\":{\"lat\":1,\"lon\":2,\"speed\":3}}"))
                .extracting(sample -> sample.signal().name())
                .containsExactly("machine.a", "machine.in.b", "p.lat", "p.lon", "p.speed");
    }

    @Test
    void readsSeveralReadingsOfSeveralDevicesInOrder() {
        assertThat(
                        samples(
                                """
                                [{"time":"2026-05-01T12:00:00.25+02:00","v":1},
                                 {"deviceId":"pump-2","timestamp":1777629601000,"v":2}, {}]
                                """))
                .containsExactly(
                        Sample.good(
                                id("v"),
                                new Value.Num(1),
                                Instant.parse("2026-05-01T10:00:00.250Z")),
                        Sample.good(
                                new SignalId("pump-2", "v"),
                                new Value.Num(2),
                                Instant.parse("2026-05-01T10:00:01Z")));
    }

    @Test
    void withoutATimeOfItsOwnTheHubsBestGuessCounts() {
        assertThat(samples("{\"v\":1}").getFirst().sourceTime()).isEqualTo(CREATED);
        RawMessage bare = raw(bytes("{\"v\":1}"), "Telemetry", "reactor-1", null, null);
        assertThat(decoder.decode(bare))
                .isInstanceOfSatisfying(
                        Decoded.Samples.class,
                        s -> assertThat(s.samples().getFirst().sourceTime()).isEqualTo(ENQUEUED));
    }

    @Test
    void unpacksGzipNamedOrNot() throws IOException {
        byte[] packed = gzip(bytes("{\"v\":1}"));
        assertThat(decoder.decode(raw(packed, "Telemetry", "d", "gzip", null)))
                .isInstanceOf(Decoded.Samples.class);
        assertThat(decoder.decode(raw(packed, "Telemetry", "d", null, null)))
                .isInstanceOf(Decoded.Samples.class);
    }

    @Test
    void aGzipBombIsRejectedWithoutUnpackingIt() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(256 << 10);
        assertThat(reason(bomb, "gzip")).startsWith("too large");
    }

    @Test
    void theHubsOwnEventsAreIgnored() {
        assertThat(
                        decoder.decode(
                                raw(
                                        bytes("{\"sequenceNumber\":\"0\"}"),
                                        "deviceConnectionStateEvents",
                                        "d",
                                        null,
                                        null)))
                .isEqualTo(new Decoded.Ignored("deviceConnectionStateEvents"));
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                Arguments.of("", "the body is empty"),
                Arguments.of("hello", "not JSON"),
                Arguments.of("{\"a\":1", "not JSON"),
                Arguments.of("{\"a\":1}}", "not JSON"),
                Arguments.of("{\"a\":1} {\"a\":2}", "there is more behind"),
                Arguments.of("42", "the body is a number"),
                Arguments.of("null", "the body is null"),
                Arguments.of("[1,2]", "a reading is a number"),
                Arguments.of("[[{\"a\":1}]]", "a reading is an array"),
                Arguments.of("{\"a\":[1]}", "a is an array, expected a number"),
                Arguments.of("{\"a\":1e999}", "a is a number beyond"),
                Arguments.of("{\"a\":-1e999}", "a is a number beyond"),
                Arguments.of("{\"a\":NaN}", "not JSON"),
                Arguments.of("{\"a\":Infinity}", "not JSON"),
                Arguments.of("{\"a\":" + "9".repeat(100_000) + "}", "too large or too deep"),
                Arguments.of("[".repeat(100_000), "a reading is an array"),
                Arguments.of("{\"a\":".repeat(100_000), "too large or too deep"),
                Arguments.of("{\"a\":" + "[".repeat(100_000), "a is an array"),
                Arguments.of("{\"a\":1,\"a\":2}", "not JSON"),
                Arguments.of("{\"a\":{\"b\":1},\"a.b\":2}", "a.b is there twice"),
                Arguments.of("{\"a\":\"\\ud800\"}", "a has half a character"),
                Arguments.of("{\"\\udfff\":1}", "not JSON"),
                Arguments.of("{\"a\":\"x\\u0000\"}", "a has half a character or a control"),
                Arguments.of("{\"\":1}", "a signal's name is"),
                Arguments.of("{\"a\\nb\":1}", "a signal's name is"),
                Arguments.of("{\"" + "n".repeat(300) + "\":1}", "a signal's name is"),
                Arguments.of("{\"" + "n".repeat(5_000) + "\":1}", "too large or too deep"),
                Arguments.of("{\"a\":\"" + "x".repeat(5_000) + "\"}", "a is a text of more"),
                Arguments.of("{\"time\":\"yesterday\",\"a\":1}", "time is 'yesterday', expected"),
                Arguments.of("{\"time\":\"2026-05-01T10:00:00\",\"a\":1}", "time is '2026-"),
                Arguments.of("{\"time\":true,\"a\":1}", "time is a truth value"),
                Arguments.of("{\"time\":1e300,\"a\":1}", "time is 1.0E300"),
                Arguments.of("{\"deviceId\":7,\"a\":1}", "deviceId is a number"),
                Arguments.of("{\"deviceId\":\"a/b\",\"a\":1}", "the device id is 'a/b'"),
                Arguments.of("{\"p\":{\"lat\":91,\"lon\":0}}", "p: latitude is 91.0"),
                Arguments.of("{\"p\":{\"lat\":\"x\",\"lon\":0}}", "p: expected numbers"),
                Arguments.of(
                        "{"
                                + String.join(
                                        ",",
                                        IntStream.range(0, 2_001)
                                                .mapToObj(i -> "\"s" + i + "\":1")
                                                .toList())
                                + "}",
                        "more than 2000 values"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsRejectedWithItsReason(String body, String reason) {
        assertThat(reason(bytes(body), null)).startsWith(reason);
    }

    @Test
    void bytesThatAreNotUtf8AreRejected() {
        assertThat(reason(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, null))
                .startsWith("not JSON");
        assertThat(reason(new byte[] {0x1f, (byte) 0x8b, 0, 0}, null)).startsWith("not gzip");
        assertThat(reason(bytes("{}"), "br")).startsWith("content encoding is 'br'");
    }

    @Test
    void aMessageOfNoDeviceIsRejectedUnlessItNamesOne() {
        assertThat(decoder.decode(raw(bytes("{\"a\":1}"), null, null, null, null)))
                .isInstanceOf(Decoded.Rejected.class);
        assertThat(
                        decoder.decode(
                                raw(bytes("{\"deviceId\":\"d\",\"a\":1}"), null, null, null, null)))
                .isInstanceOf(Decoded.Samples.class);
    }

    @Test
    void garbageOfAnyKindNeverThrows() {
        Random random = new Random(26);
        for (int i = 0; i < 300; i++) {
            byte[] garbage = new byte[random.nextInt(i < 10 ? 256 << 10 : 400)];
            random.nextBytes(garbage);
            if (garbage.length > 0 && i % 3 == 0) {
                garbage[0] = '{';
            }
            assertThat(decoder.decode(raw(garbage, "Telemetry", "d", null, null))).isNotNull();
        }
    }

    @Test
    void aGoodMessageCutAnywhereOrWithAnyByteChangedNeverThrows() {
        byte[] good =
                bytes(
                        "[{\"time\":\"2026-05-01T10:00:00Z\",\"p\":{\"lat\":1,\"lon\":2},\"a\":1.5e3}]");
        for (int cut = 0; cut < good.length; cut++) {
            byte[] head = Arrays.copyOf(good, cut);
            assertThat(decoder.decode(raw(head, "Telemetry", "d", null, null)))
                    .isInstanceOf(Decoded.Rejected.class);
            for (int value : new int[] {0, '"', '{', '[', '9', 0xc3, 0xff}) {
                byte[] changed = good.clone();
                changed[cut] = (byte) value;
                assertThat(decoder.decode(raw(changed, "Telemetry", "d", null, null))).isNotNull();
            }
        }
    }

    @Test
    void theExcerptIsShortAndHasNoControlCharacters() {
        String body = "\u001b[31m\n\u202e" + "x".repeat(1_000);
        Decoded decoded = decoder.decode(raw(bytes(body), "Telemetry", "d", null, null));
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        r -> {
                            assertThat(r.excerpt()).hasSize(200).startsWith("·[31m··xxx");
                            assertThat(r.reason()).doesNotContain("\u001b");
                        });
    }

    private List<Sample> samples(String body) {
        Decoded decoded =
                decoder.decode(raw(bytes(body), "Telemetry", "reactor-1", "utf-8", CREATED));
        assertThat(decoded).isInstanceOf(Decoded.Samples.class);
        return ((Decoded.Samples) decoded).samples();
    }

    private String reason(byte[] body, @Nullable String encoding) {
        Decoded decoded = decoder.decode(raw(body, "Telemetry", "d", encoding, null));
        assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        return ((Decoded.Rejected) decoded).reason();
    }

    private static SignalId id(String name) {
        return new SignalId("reactor-1", name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(plain);
        }
        return out.toByteArray();
    }

    private static RawMessage raw(
            byte[] body,
            @Nullable String source,
            @Nullable String device,
            @Nullable String encoding,
            @Nullable Instant created) {
        MessageProperties properties =
                new MessageProperties(
                        source, device, null, null, null, created, null, null, encoding, Map.of(),
                        Map.of());
        return new RawMessage("0", 1, ENQUEUED, properties, body);
    }
}
