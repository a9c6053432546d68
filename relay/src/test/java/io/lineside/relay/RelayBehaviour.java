package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import io.lineside.emulator.HubEmulator;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.relay.config.RelayConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The behaviour of the whole relay, the same with each back end: the official Java client on one
 * side and the hub on the other. For each back end a subclass runs these tests.
 */
abstract class RelayBehaviour {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonObject> values = new CopyOnWriteArrayList<>();
    private final List<JsonObject> heads = new CopyOnWriteArrayList<>();
    private final List<JsonObject> alarms = new CopyOnWriteArrayList<>();
    private final HubEmulator hub;
    private final Relay relay;

    /**
     * @param backEnd the back end's lines of relay.yaml; empty for the relay's own hub
     */
    RelayBehaviour(Path directory, String backEnd) throws Exception {
        this.directory = directory;
        long unique = ProcessHandle.current().pid() * 31 + System.nanoTime() / 1_000;
        hub =
                HubEmulator.builder()
                        .host("127.41.%d.%d".formatted(unique / 250 % 250, unique % 250 + 1))
                        .mqttPort(0)
                        .start();
        Files.writeString(
                directory.resolve("plant.yaml"),
                """
                sites:
                  - id: north
                    areas:
                      - id: process
                        units:
                          - id: reactor
                            devices:
                              - id: reactor-1
                                signals:
                                  - name: temperature
                                    alarms: [{type: H, limit: 80, on-delay: 0s, off-delay: 0s, priority: 2}]
                """);
        Files.writeString(
                directory.resolve("relay.yaml"),
                """
                listen: {host: 127.0.0.1, port: 0}
                plant: plant.yaml
                store: relay.db
                source:
                  connection-string: "%s"
                  event-hub: %s
                %s
                """
                        .formatted(hub.connectionString(), hub.eventHub(), backEnd));
        relay =
                Relay.start(
                        RelayConfig.load(directory.resolve("relay.yaml"), Map.of()),
                        Clock.systemUTC());
    }

    @BeforeEach
    void theRelayIsLive() {
        await().atMost(PATIENCE).until(() -> get("/health/ready").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        relay.close();
        hub.close();
        http.close();
        stopBackEnd();
    }

    /** Called when the relay has ended. */
    void stopBackEnd() {}

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + relay.port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void temperature(double value) throws IOException {
        telemetry("{\"temperature\":" + value + "}");
    }

    private void telemetry(String body) throws IOException {
        long unused = hub.append(DeviceMessage.telemetry("reactor-1", body));
    }

    HubConnection connect() {
        HubConnection client = HubConnectionBuilder.create(url("/api").toString()).build();
        client.on("values", json -> values.add(json.getAsJsonObject()), JsonElement.class);
        client.on("heads", json -> heads.add(json.getAsJsonObject()), JsonElement.class);
        client.on("alarm", json -> alarms.add(json.getAsJsonObject()), JsonElement.class);
        client.on(
                "alarms",
                several ->
                        several.getAsJsonArray()
                                .forEach(each -> alarms.add(each.getAsJsonObject())),
                JsonElement.class);
        client.on("overview", json -> {}, JsonElement.class);
        client.start().blockingAwait();
        return client;
    }

    JsonObject subscribe(HubConnection client, String have) throws Exception {
        HttpResponse<String> answer =
                send(
                        "PUT",
                        "/api/subscriptions",
                        "{\"connectionId\":\"%s\",\"paths\":[\"north\"],\"have\":%s}"
                                .formatted(client.getConnectionId(), have));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private JsonObject theAlarm() {
        return await().atMost(PATIENCE)
                .until(
                        () ->
                                JsonParser.parseString(get("/api/alarms").body())
                                        .getAsJsonObject()
                                        .getAsJsonArray("alarms"),
                        all -> !all.isEmpty())
                .get(0)
                .getAsJsonObject();
    }

    private static String command(String id, JsonObject alarm, String occurrence) {
        return """
               {"commandId":"%s","alarm":"%s","occurrence":"%s","expectedSeq":%d,"workstation":"desk-1"}
               """
                .formatted(
                        id,
                        alarm.get("alarm").getAsString(),
                        occurrence,
                        alarm.get("seq").getAsLong());
    }

    @Test
    void bringsValuesHeadsAndAlarmsToASubscribedClient() throws Exception {
        HubConnection client = connect();
        subscribe(client, "{}");
        temperature(81.5);
        await().atMost(PATIENCE).until(() -> values.toString().contains("81.5"));
        await().atMost(PATIENCE).until(() -> alarms.toString().contains("raised"));
        await().atMost(PATIENCE).until(() -> heads.size() >= 2);
        assertThat(heads.getLast().get("state").getAsString()).isEqualTo("live");
        client.stop().onErrorComplete().blockingAwait();
    }

    @Test
    void aRecoveryIsAnsweredWithWhatTheClientHasNotGot() throws Exception {
        temperature(20);
        HubConnection client = connect();
        JsonObject first =
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        subscribe(client, "{}")
                                                .getAsJsonArray("values")
                                                .get(0)
                                                .getAsJsonObject(),
                                envelope -> envelope.get("seq").getAsLong() > 0);
        temperature(21);
        JsonObject missed =
                await().atMost(PATIENCE)
                        .until(
                                () ->
                                        subscribe(
                                                        client,
                                                        "{\"values:north/process/reactor\":{\"epoch\":%s,\"seq\":%s}}"
                                                                .formatted(
                                                                        first.get("epoch"),
                                                                        first.get("seq")))
                                                .getAsJsonArray("values")
                                                .get(0)
                                                .getAsJsonObject(),
                                envelope -> !envelope.getAsJsonArray("values").isEmpty());
        assertThat(missed.get("prev")).isEqualTo(first.get("seq"));
        assertThat(missed.toString()).contains("\"reactor-1/temperature\",21,");
        client.stop().onErrorComplete().blockingAwait();
    }

    @Test
    void anAcknowledgementIsAcceptedOnceAndAWrongOccurrenceIsAConflict() throws Exception {
        temperature(90);
        JsonObject alarm = theAlarm();
        String occurrence = alarm.get("occurrence").getAsString();
        String id = UUID.randomUUID().toString();
        HttpResponse<String> wrong =
                send(
                        "POST",
                        "/api/alarms/acknowledge",
                        command(UUID.randomUUID().toString(), alarm, "other"));
        assertThat(wrong.statusCode()).isEqualTo(409);
        HttpResponse<String> accepted =
                send("POST", "/api/alarms/acknowledge", command(id, alarm, occurrence));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(accepted.body()).contains("\"accepted\"", "unauthenticated");
        assertThat(send("POST", "/api/alarms/acknowledge", command(id, alarm, occurrence)).body())
                .contains("\"already\"");
        alarm.addProperty("alarm", "reactor-1/nothing/H");
        assertThat(
                        send(
                                        "POST",
                                        "/api/alarms/acknowledge",
                                        command(UUID.randomUUID().toString(), alarm, "x"))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aWrongBodyIsAnsweredWithTheFieldThatIsWrong() throws Exception {
        assertThat(send("PUT", "/api/subscriptions", "{\"connectionId\":\"x\"}"))
                .satisfies(
                        answer -> {
                            assertThat(answer.statusCode()).isEqualTo(400);
                            assertThat(answer.body()).contains("paths");
                        });
        assertThat(send("PUT", "/api/subscriptions", "{\"conn").statusCode()).isEqualTo(400);
        assertThat(
                        send(
                                        "PUT",
                                        "/api/subscriptions",
                                        "{\"connectionId\":\"x\",\"paths\":[\"north\"]}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/api/shown", "x".repeat(2_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void aReceiptIsShort() throws Exception {
        String receipt = "{\"connectionId\":\"x\",\"group\":\"alarms:%s\",\"seq\":1}";
        assertThat(send("POST", "/api/shown", receipt.formatted("north/process")).statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/api/shown", receipt.formatted("x".repeat(3_000))))
                .satisfies(
                        answer -> {
                            assertThat(answer.statusCode()).isEqualTo(400);
                            assertThat(answer.body()).contains("at most 2048");
                        });
    }

    @Test
    void whatADeviceSendsWrongIsKeptWithItsReason() throws Exception {
        telemetry("not json");
        temperature(20);
        await().atMost(PATIENCE)
                .until(() -> get("/api/rejects").body().contains("\"excerpt\":\"not json\""));
        await().atMost(PATIENCE).until(() -> get("/api/counters").body().contains("\"decoded\":1"));
    }

    @Test
    void anotherHostOrOriginIsRefusedOnEveryRoute() throws Exception {
        for (String path : List.of("/api/plant", "/health/ready", "/api/negotiate", "/hub")) {
            assertThat(raw(path, "evil.example", "")).as(path).startsWith("HTTP/1.1 421");
            assertThat(raw(path, "127.0.0.1:" + relay.port(), "Origin: http://evil.example\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 403");
        }
    }

    private String raw(String path, String host, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", relay.port())) {
            socket.getOutputStream()
                    .write(
                            ("GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: "
                                            + host
                                            + "\r\n"
                                            + headers
                                            + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void everyRouteIsDescribedAndCounted() throws Exception {
        JsonObject paths =
                JsonParser.parseString(get("/api/openapi.json").body())
                        .getAsJsonObject()
                        .getAsJsonObject("paths");
        assertThat(paths.keySet())
                .containsExactlyInAnyOrder(
                        "/api/negotiate",
                        "/api/subscriptions",
                        "/api/shown",
                        "/api/delivery",
                        "/api/plant",
                        "/api/alarms",
                        "/api/alarms/acknowledge",
                        "/api/alarms/journal",
                        "/api/rejects",
                        "/api/counters",
                        "/api/openapi.json",
                        "/health/live",
                        "/health/ready",
                        "/metrics");
        for (String path :
                List.of(
                        "/api/plant",
                        "/api/alarms",
                        "/api/rejects",
                        "/api/counters",
                        "/api/delivery",
                        "/health/live",
                        "/metrics")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get("/metrics").body()).contains("lineside");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(directory).isDirectory();
    }
}
