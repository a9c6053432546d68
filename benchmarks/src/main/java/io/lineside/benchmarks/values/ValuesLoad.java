package io.lineside.benchmarks.values;

import io.lineside.benchmarks.process.Child;
import io.lineside.benchmarks.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients of the value lane, in a process of their own: they negotiate, connect and subscribe
 * as any client does, and are then read by one thread. It answers the line {@code mark} with the
 * totals, and {@code last n} with what is missing of the n-th value of each signal.
 */
final class ValuesLoad {

    private record Connected(SocketChannel channel, ValuesClient client) {}

    private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper = JsonMapper.shared();
    private final ValuesClient.Totals totals = new ValuesClient.Totals();
    private final List<ValuesClient> clients = new ArrayList<>();
    private final Queue<Connected> connected = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Selector selector;

    private ValuesLoad(int port) throws IOException {
        this.port = port;
        this.selector = Selector.open();
    }

    /**
     * @param arguments the relay's port, how many clients
     */
    public static void main(String[] arguments) throws Exception {
        ValuesLoad load = new ValuesLoad(Integer.parseInt(arguments[0]));
        Thread.ofPlatform().daemon().name("bench-load").start(load::run);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            load.connect();
        }
        Child.answer("ready");
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                load.asked.add(line);
                load.selector.wakeup();
            }
        }
        System.exit(0);
    }

    private void connect() throws IOException, InterruptedException {
        JsonNode hub = send("POST", "/api/negotiate", "", "");
        String bearer = "Bearer " + hub.path("accessToken").stringValue();
        JsonNode negotiated = send("POST", "/hub/negotiate?negotiateVersion=1", "", bearer);
        SocketChannel channel = SocketChannel.open();
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.socket().setTcpNoDelay(true);
        Wire.upgrade(
                channel.socket(),
                "/hub?id=" + negotiated.path("connectionToken").stringValue(),
                "Authorization: " + bearer);
        channel.socket().getOutputStream().write(Wire.frame(Wire.TEXT, Wire.text(HANDSHAKE)));
        // {}, in a frame: only then can the connection be subscribed for.
        byte[] accepted = channel.socket().getInputStream().readNBytes(5);
        if (accepted.length < 5 || accepted[2] != '{' || accepted[3] != '}') {
            throw new IOException("the handshake was answered with " + Arrays.toString(accepted));
        }
        ValuesClient client = new ValuesClient(totals);
        JsonNode answer =
                send(
                        "PUT",
                        "/api/subscriptions",
                        "{\"connectionId\":\"%s\",\"paths\":[\"%s\"]}"
                                .formatted(
                                        negotiated.path("connectionId").stringValue(),
                                        ValuesPlant.SITE),
                        "");
        for (JsonNode envelope : answer.path("values")) {
            client.cursor(envelope.path("group").stringValue(), envelope.path("seq").longValue());
        }
        channel.configureBlocking(false);
        connected.add(new Connected(channel, client));
        selector.wakeup();
    }

    private JsonNode send(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " was answered with " + response.statusCode());
        }
        return mapper.readTree(response.body());
    }

    private void run() {
        try {
            while (true) {
                selector.select(key -> read(key), 100);
                take();
                for (String line = asked.poll(); line != null; line = asked.poll()) {
                    answer(line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            Child.answer("failed " + e);
        }
    }

    private void take() throws IOException {
        for (Connected next = connected.poll(); next != null; next = connected.poll()) {
            clients.add(next.client());
            next.channel().register(selector, SelectionKey.OP_READ, next.client());
        }
    }

    private static void read(SelectionKey key) {
        try {
            if (key.attachment() instanceof ValuesClient client
                    && !client.read((SocketChannel) key.channel())) {
                throw new IOException("the relay has hung up");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String line) throws IOException {
        if (line.equals("mark")) {
            Child.answer(
                    "marked %d %d %d %d %d %d %d"
                            .formatted(
                                    totals.envelopes,
                                    totals.rows,
                                    totals.bytes,
                                    totals.gaps,
                                    totals.backwards,
                                    percentile(0.5),
                                    percentile(0.99)));
            Arrays.fill(totals.latencies, 0);
        } else if (line.startsWith("last ")) {
            long tenths = ValuesPlant.tenths(Long.parseLong(line.substring(5)) - 1);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (missing(tenths) > 0 && System.nanoTime() < end) {
                selector.select(key -> read(key), 50);
            }
            Child.answer("missing " + missing(tenths));
        } else {
            throw new IOException("asked for " + line);
        }
    }

    private long missing(long tenths) {
        return clients.stream().mapToLong(client -> client.missing(tenths)).sum();
    }

    private int percentile(double part) {
        long all = Arrays.stream(totals.latencies).sum();
        long seen = 0;
        for (int millis = 0; millis < totals.latencies.length; millis++) {
            seen += totals.latencies[millis];
            if (seen >= part * all && all > 0) {
                return millis;
            }
        }
        return totals.latencies.length;
    }
}
