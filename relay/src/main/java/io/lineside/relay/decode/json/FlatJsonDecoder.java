package io.lineside.relay.decode.json;

import io.lineside.core.source.RawMessage;
import io.lineside.model.Sample;
import io.lineside.relay.decode.PayloadDecoder;
import io.lineside.relay.decode.UndecodableException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Decodes flat JSON as in docs/ARCHITECTURE.md; accepts every message that no other decoder
 * accepts.
 */
public final class FlatJsonDecoder implements PayloadDecoder {

    private static final int MAX_DEPTH = 32;

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

    @Override
    public boolean accepts(RawMessage message, byte[] body) {
        return true;
    }

    @Override
    public List<Sample> decode(RawMessage message, byte[] body) throws UndecodableException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            return new FlatJsonReader(parser, message).read();
        } catch (StreamConstraintsException e) {
            throw new UndecodableException("too large or too deep: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw new UndecodableException("not JSON: " + where(e) + e.getOriginalMessage());
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
}
