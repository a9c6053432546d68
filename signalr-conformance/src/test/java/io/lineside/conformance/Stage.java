package io.lineside.conformance;

import io.lineside.signalr.HubOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that a run of scenarios.mjs needs: the parity server, a relay before it that can be cut, the
 * variants, and beside them the page, its files, some control and the reports. The page is of
 * another origin than the parity server.
 */
final class Stage implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int MOST_REPORTS = 1_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> TYPES =
            Map.of(".html", "text/html", ".js", "text/javascript", ".mjs", "text/javascript");
    private static final Set<String> FILES = Set.of("/page.html", "/scenarios.mjs");

    private final Path directory;
    private final BlockingQueue<JsonNode> reports = new LinkedBlockingQueue<>(MOST_REPORTS);
    private final Variants variants;
    private final CutRelay relay;
    private volatile ParityServer parity;

    /**
     * @param directory with the page and the client
     */
    Stage(Path directory) throws Exception {
        this.directory = directory;
        this.variants = new Variants(this::port, new Pages());
        this.parity = ParityServer.start(options());
        this.relay = new CutRelay(parity.port());
    }

    /** What play() of scenarios.mjs is given. */
    String describe(Cell cell) {
        return JSON.writeValueAsString(
                Map.of(
                        "transport",
                        cell.transport,
                        "protocol",
                        cell.protocol,
                        "hub",
                        parity.url(""),
                        "relay",
                        "http://127.0.0.1:" + relay.port(),
                        "pages",
                        variants.url("")));
    }

    /** Where a browser finds it. */
    String page(Cell cell) {
        return variants.url("/page.html?cell=")
                + URLEncoder.encode(describe(cell), StandardCharsets.UTF_8);
    }

    /** All reports, to the last; fewer when the player ends or takes too long. */
    List<JsonNode> reports(Player player) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            boolean running = player.isRunning();
            JsonNode report = reports.poll(500, TimeUnit.MILLISECONDS);
            if (report != null) {
                all.add(report);
            }
            if (report == null && !running || report != null && report.has("done")) {
                break;
            }
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        relay.close();
        parity.close();
        variants.close();
    }

    private int port() {
        return parity.port();
    }

    private UnaryOperator<HubOptions> options() {
        return options -> options.withAllowedOrigins(variants::isOwn);
    }

    private synchronized void restart() throws Exception {
        int port = parity.port();
        parity.close();
        parity = ParityServer.start(port, options());
    }

    private final class Pages extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            String path = Request.getPathInContext(request);
            if (request.getMethod().equals("GET")) {
                return file(path, response, callback);
            }
            Object answer = "ok";
            Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            switch (path) {
                case "/report" -> reports.put(JSON.readTree(Content.Source.asString(request)));
                case "/do/restart" -> restart();
                case "/do/cut" -> relay.cut();
                case "/do/members" -> answer = parity.broadcaster().members(value(query, "group"));
                case "/do/connected" -> answer = parity.hub.connected.containsKey(id(query));
                case "/do/farewells" -> answer = variants.farewells(id(query));
                default -> {
                    return false;
                }
            }
            write(response, callback, "application/json", JSON.writeValueAsBytes(answer));
            return true;
        }

        private static String id(Fields query) {
            return value(query, "id");
        }

        private static String value(Fields query, String name) {
            String value = query.getValue(name);
            if (value == null) {
                throw new IllegalArgumentException("parameter '" + name + "' is expected");
            }
            return value;
        }

        private boolean file(String path, Response response, Callback callback) throws IOException {
            String type = TYPES.get(path.substring(Math.max(0, path.lastIndexOf('.'))));
            Path file = directory.resolve(path.substring(1)).normalize();
            boolean known = FILES.contains(path) || path.startsWith("/node_modules/");
            if (type == null || !known || !file.startsWith(directory) || !Files.exists(file)) {
                return false;
            }
            write(response, callback, type + "; charset=utf-8", Files.readAllBytes(file));
            return true;
        }

        private static void write(Response response, Callback callback, String type, byte[] body) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.write(true, ByteBuffer.wrap(body), callback);
        }
    }
}
