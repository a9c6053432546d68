package io.lineside.relay.decode;

import io.lineside.model.Sample;
import io.lineside.relay.ingest.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns a message into samples: flat JSON as in docs/ARCHITECTURE.md. Never throws, whatever the
 * bytes are; every bound is on time and memory that one message can cost. Safe on any thread.
 */
public final class Decoder {

    /** How large a body may be, unpacked. */
    static final int MAX_BODY = 1 << 20;

    /** How many samples a message may carry. */
    static final int MAX_SAMPLES = 2_000;

    static final int MAX_DEPTH = 32;
    private static final int EXCERPT = 200;

    private final JsonFactory json =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(400)
                                    .maxStringLength(65_536)
                                    .maxNameLength(1_024)
                                    .maxDocumentLength(MAX_BODY)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /** What the message is. */
    public Decoded decode(RawMessage message) {
        String source = message.source();
        if (source != null && !source.equals("Telemetry")) {
            return new Decoded.Ignored(source);
        }
        try {
            return new Decoded.Samples(samples(message, unpacked(message)));
        } catch (Unusable e) {
            return rejected(message, e.reason());
        } catch (StreamConstraintsException e) {
            return rejected(message, "too large or too deep: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            return rejected(message, "not JSON: " + where(e) + e.getOriginalMessage());
        }
    }

    private List<Sample> samples(RawMessage message, byte[] body) throws Unusable {
        if (body.length == 0) {
            throw new Unusable("the body is empty, expected a JSON object or an array of them");
        }
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            return new Readings(parser, message).read();
        }
    }

    private static byte[] unpacked(RawMessage message) throws Unusable {
        byte[] body = message.body();
        String encoding =
                message.contentEncoding() == null
                        ? ""
                        : message.contentEncoding().trim().toLowerCase(Locale.ROOT);
        boolean magic = body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (magic || encoding.equals("gzip")) {
            return inflated(body);
        }
        // IoT Hub's own words for this property are character sets.
        if (encoding.isEmpty() || encoding.startsWith("utf-") || encoding.equals("identity")) {
            return body;
        }
        throw new Unusable(
                "content encoding is '" + Excerpt.of(encoding, 40) + "', expected gzip or none");
    }

    private static byte[] inflated(byte[] body) throws Unusable {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] all = in.readNBytes(MAX_BODY + 1);
            if (all.length > MAX_BODY) {
                throw new Unusable("too large: more than " + MAX_BODY + " bytes when unpacked");
            }
            return all;
        } catch (IOException e) {
            throw new Unusable("not gzip: " + e.getMessage());
        }
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : "line "
                        + e.getLocation().getLineNr()
                        + " column "
                        + e.getLocation().getColumnNr()
                        + ": ";
    }

    private static Decoded.Rejected rejected(RawMessage message, String reason) {
        byte[] body = message.body();
        String head =
                new String(body, 0, Math.min(body.length, 4 * EXCERPT), StandardCharsets.UTF_8);
        return new Decoded.Rejected(Excerpt.of(reason, 300), Excerpt.of(head, EXCERPT));
    }
}
