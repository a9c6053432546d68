package io.lineside.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lineside.desktop.App;
import io.lineside.emulator.message.DeviceMessage;
import io.lineside.model.AlarmEvent;
import io.lineside.servicefake.Fault;
import io.lineside.servicefake.RestExchange;
import io.lineside.servicefake.RestRequest;
import io.lineside.servicefake.ServiceFake;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Azure SignalR Service fails between relay and desktop: no alarm is delivered twice or lost, and
 * the desktop does not look live when it is not.
 */
class AzureFaultIT {

    /** A link that is lost is shown after 6 s; the rest is for a loaded machine. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path directory;

    private final ServiceFake service;
    private Chain chain;
    private int cycles;

    AzureFaultIT() throws Exception {
        service = ServiceFake.builder().start();
    }

    @BeforeEach
    void start() throws Exception {
        chain = new Chain(directory, Plants.ONE_PRESS);
        chain.carriedBy(service.connectionString());
        chain.startRelayHere();
    }

    @AfterEach
    void stop() throws Exception {
        chain.close();
        service.close();
    }

    private void load(int value) throws Exception {
        long unused =
                chain.hub().append(DeviceMessage.telemetry("press-4", "{\"load\":" + value + "}"));
    }

    private List<JsonNode> journal() throws Exception {
        List<JsonNode> transitions = new ArrayList<>();
        chain.json("/api/alarms/journal?after=0&limit=1000")
                .path("transitions")
                .forEach(transitions::add);
        return transitions;
    }

    /** Raises an alarm and then clears it; each is journalled before this goes on. */
    private void alarmComesAndGoes() throws Exception {
        load(95);
        await().atMost(Chain.PATIENCE).until(() -> journal().size() == 2 * cycles + 1);
        load(10);
        await().atMost(Chain.PATIENCE).until(() -> journal().size() == 2 * cycles + 2);
        cycles++;
    }

    private String delivery() throws Exception {
        return chain.json("/api/delivery").path("state").asString("");
    }

    private static boolean isAlarm(RestRequest request) {
        return request.isSend() && request.body().startsWith("{\"target\":\"alarm");
    }

    private void assertNothingDoubledOrLost(App desktop, String trouble) {
        await(trouble)
                .atMost(Chain.PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(desktop.alarms().seen(AlarmEvent.RAISED)).isEqualTo(cycles);
                            assertThat(desktop.alarms().seen(AlarmEvent.CLEARED)).isEqualTo(cycles);
                            assertThat(desktop.link().status().isLive()).isTrue();
                            assertThat(delivery()).isEqualTo("working");
                        });
        assertThat(deliveredSeqs())
                .as("told to the clients after %s", trouble)
                .doesNotHaveDuplicates();
        assertThat(new HashSet<>(deliveredSeqs()).size()).isLessThanOrEqualTo(2 * cycles);
    }

    /** Waits for a text in the desktop's window: in the bar at the top of every screen. */
    private static void awaitShown(String text) {
        await("shown: " + text).atMost(SOON).until(() -> shown().contains(text));
    }

    private static String shown() throws Exception {
        CompletableFuture<String> texts = new CompletableFuture<>();
        Platform.runLater(
                () ->
                        texts.complete(
                                Window.getWindows().stream()
                                        .flatMap(window -> texts(window.getScene().getRoot()))
                                        .collect(Collectors.joining("\n"))));
        return texts.get(10, TimeUnit.SECONDS);
    }

    private static Stream<String> texts(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return switch (node) {
            case Labeled labeled -> Stream.of(String.valueOf(labeled.getText()));
            case Parent parent ->
                    parent.getChildrenUnmodifiable().stream().flatMap(AzureFaultIT::texts);
            default -> Stream.empty();
        };
    }

    /** The seq of each transition that the service gave to its clients. */
    private List<Long> deliveredSeqs() {
        List<Long> seqs = new ArrayList<>();
        for (RestExchange call : service.calls()) {
            if (call.delivered() && isAlarm(call.request())) {
                JsonNode argument =
                        Chain.JSON.readTree(call.request().body()).path("arguments").path(0);
                for (JsonNode each : argument.isArray() ? argument : List.of(argument)) {
                    seqs.add(each.path("seq").asLong());
                }
            }
        }
        return seqs;
    }

    @Test
    void aSendThatFailsOnceIsNeitherDoubledNorLost() throws Exception {
        App desktop = chain.openDesktop();
        Map<String, Fault> troubles = new LinkedHashMap<>();
        troubles.put("401", Fault.status(401));
        troubles.put("413", Fault.status(413));
        troubles.put("429", Fault.throttled(Duration.ofSeconds(1)));
        troubles.put("500 instead of delivery", Fault.status(500));
        troubles.put("500 after delivery", Fault.afterDelivery(500));
        troubles.put("503", Fault.status(503));
        troubles.put("a reset before delivery", new Fault.Reset(false));
        troubles.put("a reset after delivery", new Fault.Reset(true));
        for (Map.Entry<String, Fault> trouble : troubles.entrySet()) {
            int struck = service.faults().struck();
            service.faults().next(1, AzureFaultIT::isAlarm, trouble.getValue());
            alarmComesAndGoes();
            assertNothingDoubledOrLost(desktop, trouble.getKey());
            assertThat(service.faults().struck()).as(trouble.getKey()).isGreaterThan(struck);
        }
        assertThat(service.violations()).isEmpty();
    }

    @Test
    void aClientThatTheServiceDoesNotKnowYetIsLetIn() throws Exception {
        service.faults().next(2, request -> request.method().equals("PUT"), Fault.status(404));

        App desktop = chain.openDesktop();

        alarmComesAndGoes();
        assertNothingDoubledOrLost(desktop, "404 for a new connection");
        assertThat(service.faults().struck()).isEqualTo(2);
        assertThat(service.violations()).isEmpty();
    }

    @Test
    void aServiceThatRefusesTheKeyIsShownAsThat() throws Exception {
        App desktop = chain.openDesktop();
        service.faults().always(request -> true, Fault.status(401));

        await().atMost(SOON).until(() -> delivery().equals("refused"));
        awaitShown("NO LINK");
        awaitShown("SERVICE REFUSES");
        alarmComesAndGoes();
        service.faults().clear();

        assertNothingDoubledOrLost(desktop, "a refused key");
    }

    @Test
    void aServiceThatThrottlesIsLeftAloneAndShownAsThat() throws Exception {
        App desktop = chain.openDesktop();
        service.faults().next(1, RestRequest::isSend, Fault.throttled(Duration.ofSeconds(8)));

        await().atMost(SOON).until(() -> delivery().equals("throttled"));
        awaitShown("SERVICE SLOW");
        alarmComesAndGoes();

        assertNothingDoubledOrLost(desktop, "throttling");
        List<RestExchange> calls = service.calls();
        Instant throttled =
                calls.stream().filter(call -> call.status() == 429).findFirst().orElseThrow().at();
        assertThat(calls)
                .as("calls in the 8 s, but for those that were under way")
                .noneMatch(
                        call ->
                                call.at().isAfter(throttled.plusMillis(500))
                                        && call.at().isBefore(throttled.plusMillis(7_800)));
    }

    @Test
    void aServiceThatIsDownIsShownAsThatAndWhatHappenedMeanwhileIsDeliveredOnce() throws Exception {
        App desktop = chain.openDesktop();
        alarmComesAndGoes();
        assertNothingDoubledOrLost(desktop, "nothing");

        service.goDown();

        await().atMost(SOON).until(() -> delivery().equals("down"));
        awaitShown("NO LINK");
        awaitShown("SERVICE DOWN");
        awaitShown("values are NOT live");
        alarmComesAndGoes();
        alarmComesAndGoes();
        assertThat(chain.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(desktop.link().status().isLive()).isFalse();
        service.comeBack();

        assertNothingDoubledOrLost(desktop, "a service that was down");
        assertThat(desktop.link().outage()).as("what the desktop says happened").isNotNull();
    }
}
