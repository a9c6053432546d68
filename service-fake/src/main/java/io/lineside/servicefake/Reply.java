package io.lineside.servicefake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the data plane. Texts and types are those recorded of the official emulator. */
record Reply(int status, Map<String, String> headers, String body) {

    private static final String PROBLEM = "application/problem+json; charset=utf-8";

    /** The answer to a call that was not carried out. */
    static final Reply NONE = of(0);

    static Reply of(int status) {
        return new Reply(status, Map.of(), "");
    }

    static Reply unauthorized(@Nullable String problem) {
        String challenge =
                problem == null
                        ? "Bearer"
                        : "Bearer error=\"invalid_token\", error_description=\"" + problem + "\"";
        return new Reply(401, Map.of("WWW-Authenticate", challenge), "");
    }

    /**
     * @param code such as {@code Warning.Connection.NotExisted}
     */
    static Reply notFound(String code) {
        return new Reply(
                404,
                Map.of("Content-Type", PROBLEM, "x-ms-error-code", code),
                """
                {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.5","title":"Not Found","status":404,"traceId":"0"}""");
    }

    static Reply invalid(String field, String problem) {
        return new Reply(
                400,
                Map.of("Content-Type", PROBLEM),
                """
                {"errors":{"%s":["%s"]},"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"traceId":"0"}"""
                        .formatted(field, problem.replace("\\", "\\\\").replace("\"", "'")));
    }

    static Reply fault(Fault.Answer fault) {
        Map<String, String> headers = new LinkedHashMap<>();
        Duration retryAfter = fault.retryAfter();
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        return new Reply(fault.status(), headers, "");
    }
}
