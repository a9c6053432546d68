package io.lineside.relay.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Checks Host and Origin of every request, WebSocket upgrades included: until sign-in exists, this
 * check keeps web pages in a browser on the same computer from using the relay, whether directly or
 * by a name that resolves to loopback.
 */
final class Gate extends Handler.Wrapper {

    private final Set<String> hosts = new HashSet<>();
    private final Set<String> origins = new HashSet<>();
    private final AtomicLong refused = new AtomicLong();

    /**
     * @param publicUrl where clients reach the relay
     * @param host the address that the relay listens on
     * @param port the port that the relay listens on
     */
    Gate(URI publicUrl, String host, int port) {
        hosts.add(publicUrl.getAuthority().toLowerCase(Locale.ROOT));
        for (String name : List.of(host, "localhost", "127.0.0.1", "[::1]")) {
            hosts.add((name + ":" + port).toLowerCase(Locale.ROOT));
        }
        hosts.forEach(
                name -> {
                    origins.add("http://" + name);
                    origins.add("https://" + name);
                });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            refuse(response, callback, 421, "the Host header names no address of this relay");
            return true;
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !isAllowed(origin)) {
            refuse(response, callback, 403, "pages of another origin may not use this relay");
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** Whether a page of this origin may use the relay. */
    boolean isAllowed(@Nullable String origin) {
        return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** How many requests were refused. */
    long refused() {
        return refused.get();
    }

    private void refuse(Response response, Callback callback, int status, String reason) {
        refused.incrementAndGet();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(
                true,
                java.nio.ByteBuffer.wrap(
                        ("{\"error\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8)),
                callback);
    }
}
