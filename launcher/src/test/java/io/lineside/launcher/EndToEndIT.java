package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import io.lineside.desktop.App;
import io.lineside.emulator.HubEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole path of one value, in one JVM, with the official SDK at each end. */
class EndToEndIT {

    @TempDir Path directory;

    @ParameterizedTest(name = "TLS and checked tokens to the relay: {0}")
    @ValueSource(booleans = {false, true})
    void fromTheDeviceSdkToTheSignalRClient(boolean tls) throws Exception {
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            if (tls) {
                chain.withTls();
            }
            chain.startRelayHere();
            chain.awaitLive();
            List<String> values = new CopyOnWriteArrayList<>();
            List<String> alarms = new CopyOnWriteArrayList<>();
            HubConnection client = HubConnectionBuilder.create(chain.relayUrl() + "/api").build();
            client.on("values", json -> values.add(json.toString()), JsonElement.class);
            client.on("alarm", json -> alarms.add(json.toString()), JsonElement.class);
            client.on("heads", json -> {}, JsonElement.class);
            client.on("overview", json -> {}, JsonElement.class);
            client.start().blockingAwait();
            assertThat(subscribe(chain, client.getConnectionId()).statusCode()).isEqualTo(200);

            DeviceClient device = device(chain.hub());
            device.sendEvent(json("{\"load\":81.5}"));

            await().atMost(Chain.PATIENCE)
                    .until(() -> values.toString().contains("[\"press-4/load\",81.5,\"good\","));
            await().atMost(Chain.PATIENCE).until(() -> alarms.toString().contains("\"raised\""));
            device.close();
            client.stop().onErrorComplete().blockingAwait();
        }
    }

    @Test
    void fromTheDeviceSdkToAGaugeOnTheScreen() throws Exception {
        try (Chain chain = new Chain(directory, Plants.ONE_PRESS)) {
            chain.startRelayHere();
            App desktop = chain.openDesktop();
            DeviceClient device = device(chain.hub());
            device.sendEvent(json("{\"load\":81.5}"));
            press(KeyCode.F6);

            await().atMost(Chain.PATIENCE)
                    .until(() -> texts().anyMatch(text -> text.startsWith("Load 81.5 kN")));
            await().atMost(Chain.PATIENCE)
                    .until(() -> texts().anyMatch("1 unacknowledged"::equals));
            assertThat(desktop.link().status().isLive()).isTrue();
            device.close();
        }
    }

    private static DeviceClient device(HubEmulator hub) throws Exception {
        DeviceClient device =
                new DeviceClient(
                        hub.deviceConnectionString("press-4"),
                        IotHubClientProtocol.MQTT,
                        ClientOptions.builder()
                                .sslContext(hub.certificates().clientContext())
                                .build());
        device.open(true);
        return device;
    }

    private static Message json(String body) {
        Message message = new Message(body);
        message.setContentType("application/json");
        message.setContentEncoding("utf-8");
        return message;
    }

    private static HttpResponse<String> subscribe(Chain chain, String connection) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(chain.relayUrl().resolve("/api/subscriptions"))
                            .header("Content-Type", "application/json")
                            .PUT(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"connectionId\":\""
                                                    + connection
                                                    + "\",\"paths\":[\"works\"]}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void press(KeyCode key) {
        onFx(
                () -> {
                    Parent root = Window.getWindows().getFirst().getScene().getRoot();
                    KeyEvent.fireEvent(
                            root,
                            new KeyEvent(
                                    KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
                    return true;
                });
    }

    /** What a screen reader would read on the open page. */
    private static Stream<String> texts() {
        return onFx(
                () ->
                        nodes(Window.getWindows().getFirst().getScene().getRoot())
                                .map(Node::getAccessibleText)
                                .filter(text -> text != null)
                                .toList()
                                .stream());
    }

    private static Stream<Node> nodes(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(EndToEndIT::nodes))
                : Stream.of(node);
    }

    private static <T> T onFx(java.util.concurrent.Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        javafx.application.Platform.runLater(
                () -> {
                    try {
                        answer.complete(work.call());
                    } catch (Exception e) {
                        answer.completeExceptionally(e);
                    }
                });
        return answer.join();
    }
}
