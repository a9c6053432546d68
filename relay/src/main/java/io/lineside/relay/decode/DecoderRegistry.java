package io.lineside.relay.decode;

import io.lineside.core.source.Decoded;
import io.lineside.core.source.Decoder;
import io.lineside.core.source.RawMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Chooses the decoder of a message: the first that accepts it. Never throws, whatever the bytes
 * are; bounds limit the time and memory that one message can cost. Safe on any thread.
 */
public final class DecoderRegistry implements Decoder {

    private static final int EXCERPT = 200;

    private final List<PayloadDecoder> decoders;

    /**
     * A registry.
     *
     * @param decoders in the order in which they are asked, the most general last
     */
    public DecoderRegistry(List<PayloadDecoder> decoders) {
        this.decoders = List.copyOf(decoders);
    }

    @Override
    public Decoded decode(RawMessage message) {
        String source = message.properties().source();
        if (source != null && !source.equals("Telemetry")) {
            return new Decoded.Ignored(source);
        }
        try {
            byte[] body = unpacked(message);
            if (body.length == 0) {
                throw new UndecodableException(
                        "the body is empty, expected a JSON object or an array of them");
            }
            return new Decoded.Samples(chosen(message, body).decode(message, body));
        } catch (UndecodableException e) {
            return rejected(message, e.reason());
        }
    }

    private PayloadDecoder chosen(RawMessage message, byte[] body) throws UndecodableException {
        for (PayloadDecoder decoder : decoders) {
            if (decoder.accepts(message, body)) {
                return decoder;
            }
        }
        throw new UndecodableException("no decoder understands the body");
    }

    private static byte[] unpacked(RawMessage message) throws UndecodableException {
        byte[] body = message.body();
        String given = message.properties().contentEncoding();
        String encoding = given == null ? "" : given.trim().toLowerCase(Locale.ROOT);
        boolean magic = body.length > 1 && (body[0] & 0xff) == 0x1f && (body[1] & 0xff) == 0x8b;
        if (magic || encoding.equals("gzip")) {
            return inflated(body);
        }
        // For this property IoT Hub knows only character sets: utf-8, utf-16 and utf-32.
        if (encoding.isEmpty() || encoding.startsWith("utf-") || encoding.equals("identity")) {
            return body;
        }
        throw new UndecodableException(
                "content encoding is '" + Excerpt.of(encoding, 40) + "', expected gzip or none");
    }

    private static byte[] inflated(byte[] body) throws UndecodableException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] all = in.readNBytes(PayloadDecoder.MAX_BODY + 1);
            if (all.length > PayloadDecoder.MAX_BODY) {
                throw new UndecodableException(
                        "too large: more than " + PayloadDecoder.MAX_BODY + " bytes when unpacked");
            }
            return all;
        } catch (IOException e) {
            throw new UndecodableException("not gzip: " + e.getMessage());
        }
    }

    private static Decoded.Rejected rejected(RawMessage message, String reason) {
        byte[] body = message.body();
        String head =
                new String(body, 0, Math.min(body.length, 4 * EXCERPT), StandardCharsets.UTF_8);
        return new Decoded.Rejected(Excerpt.of(reason, 300), Excerpt.of(head, EXCERPT));
    }
}
