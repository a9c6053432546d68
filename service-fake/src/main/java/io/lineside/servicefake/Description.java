package io.lineside.servicefake;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Microsoft's published description of the data plane. Safe on any thread. */
final class Description {

    /**
     * By the description an argument may be anything; the library takes the argument for an object.
     */
    private static final String ARGUMENT = "[Path '/arguments/";

    private final OpenApiInteractionValidator validator;

    private Description(OpenApiInteractionValidator validator) {
        this.validator = validator;
    }

    /** The description in the file; null when there is no such file. */
    static @Nullable Description load(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return null;
        }
        // Recorded answers lack a body where the description has one, and have a "problem+json"
        // body where the description has none.
        LevelResolver levels =
                LevelResolver.create()
                        .withLevel(
                                "validation.response.body.missing", ValidationReport.Level.IGNORE)
                        .withLevel(
                                "validation.response.body.unexpected",
                                ValidationReport.Level.IGNORE)
                        .withLevel(
                                "validation.response.contentType.notAllowed",
                                ValidationReport.Level.IGNORE)
                        .build();
        return new Description(
                OpenApiInteractionValidator.createForInlineApiSpecification(Files.readString(file))
                        .withLevelResolver(levels)
                        .build());
    }

    /** How a request differs from the description; empty when it does not. */
    List<String> problems(RestRequest request) {
        SimpleRequest.Builder asked =
                new SimpleRequest.Builder(Request.Method.valueOf(request.method()), request.path());
        request.query().forEach(asked::withQueryParam);
        String contentType = request.contentType();
        if (contentType != null) {
            asked = asked.withContentType(contentType);
        }
        if (!request.body().isEmpty()) {
            asked = asked.withBody(request.body());
        }
        return problems(validator.validateRequest(asked.build()));
    }

    /** How an answer differs from the description; empty when it does not. */
    List<String> problems(RestRequest request, Reply reply) {
        SimpleResponse.Builder answer = new SimpleResponse.Builder(reply.status());
        reply.headers().forEach(answer::withHeader);
        if (!reply.body().isEmpty() && !request.method().equals("HEAD")) {
            answer = answer.withBody(reply.body());
        }
        return problems(
                validator.validateResponse(
                        request.path(), Request.Method.valueOf(request.method()), answer.build()));
    }

    private static List<String> problems(ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .filter(message -> !message.getMessage().contains(ARGUMENT))
                .map(message -> message.getKey() + ": " + message.getMessage())
                .toList();
    }
}
