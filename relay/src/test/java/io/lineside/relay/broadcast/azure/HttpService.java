package io.lineside.relay.broadcast.azure;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service with the answers that the test sets, which records its requests. */
final class HttpService implements AutoCloseable {

    /** A request as it came. */
    record Asked(String method, String path, String query, String token, String body) {

        SignedJWT jwt() {
            try {
                return SignedJWT.parse(token);
            } catch (ParseException e) {
                throw new IllegalStateException(e);
            }
        }

        String line() {
            return method + " " + path;
        }
    }

    /** An answer; a status of 0 breaks the connection instead. */
    record Reply(int status, Map<String, String> headers, String body) {
        Reply(int status) {
            this(status, Map.of(), "");
        }
    }

    static final Reply BREAK = new Reply(0);

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    volatile Function<Asked, Reply> answering =
            request -> new Reply(request.method().equals("POST") ? 202 : 200);
    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("service-", 0).factory());

    HttpService() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Asked request =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        String.valueOf(exchange.getRequestURI().getRawQuery()),
                        authorization == null ? "" : authorization.replace("Bearer ", ""),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        Reply reply = answering.apply(request);
        if (reply.status() == 0) {
            exchange.close();
            return;
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        try (exchange) {
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    List<String> bodies(String lineContains) {
        return asked.stream()
                .filter(request -> request.line().contains(lineContains))
                .map(Asked::body)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
