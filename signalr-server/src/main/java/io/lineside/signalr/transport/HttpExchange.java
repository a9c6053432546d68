package io.lineside.signalr.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer. */
record HttpExchange(Request request, Response response, Callback callback) {

    /** Lets a page of this origin read the answer; null for a client that is no page. */
    void allow(@Nullable String origin) {
        if (origin != null) {
            response.getHeaders().put("Access-Control-Allow-Origin", origin);
            response.getHeaders().put("Access-Control-Allow-Credentials", "true");
            response.getHeaders().put(HttpHeader.VARY, "Origin");
        }
    }

    /** Answers the request by which a browser asks whether a page may send others. */
    void preflight() {
        response.getHeaders().put("Access-Control-Allow-Methods", "GET, POST, DELETE");
        response.getHeaders()
                .put(
                        "Access-Control-Allow-Headers",
                        "authorization, content-type, x-requested-with, x-signalr-user-agent");
        answer(204, "");
    }

    void json(byte[] body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    void answer(int status, String text) {
        response.setStatus(status);
        if (!text.isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
