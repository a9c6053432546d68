package io.lineside.desktop.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lineside.desktop.TestPlant;
import io.lineside.model.AlarmState;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to a relay that the test plays over HTTP. */
class RelayRequestsTest {

    private final HttpServer relay;
    private final RelayClient client;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean canAct = true;

    RelayRequestsTest() throws IOException {
        relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relay.createContext(
                "/",
                exchange -> {
                    String sent =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    requests.add(exchange.getRequestURI() + " " + sent);
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        relay.start();
        client = new RelayClient(URI.create("http://127.0.0.1:" + relay.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        client.close();
        relay.stop(0);
    }

    private Reply<Delivery> delivery() {
        CompletableFuture<Reply<Delivery>> reply = new CompletableFuture<>();
        client.delivery(reply::complete);
        return reply.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Acknowledgement.Answer acknowledge() {
        return new RelayCommands(client, "desk-1", () -> canAct)
                .acknowledge(TestPlant.alarm(1, AlarmState.UNACKNOWLEDGED), "seen")
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void anAnswerIsReadAndEveryFaultIsAnotherOutcome() {
        body = "{\"state\":\"down\",\"since\":1,\"reason\":\"it cannot be reached\"}";
        assertThat(delivery()).isInstanceOf(Reply.Answered.class);
        body = "{\"state\":\"unheard-of\"}";
        assertThat(delivery()).isInstanceOf(Reply.Malformed.class);
        body = "no";
        status = 503;
        assertThat(delivery()).isEqualTo(new Reply.Unavailable<>("the relay answered 503: no"));
        status = 404;
        assertThat(delivery()).isEqualTo(new Reply.Failed<>("the relay answered 404: no"));
        relay.stop(0);
        assertThat(delivery()).isInstanceOf(Reply.Failed.class);
    }

    @Test
    void anAcknowledgementNamesTheOccurrenceAndTheWorkstation() {
        body = "{\"result\":\"accepted\"}";
        assertThat(acknowledge().result()).isEqualTo(Acknowledgement.Result.ACCEPTED);
        assertThat(requests.poll())
                .startsWith("/api/alarms/acknowledge {")
                .contains("\"occurrence\":\"o1\"", "\"workstation\":\"desk-1\"", "\"seen\"");
    }

    @Test
    void withoutALiveLinkNothingIsSent() {
        canAct = false;
        Acknowledgement.Answer answer = acknowledge();
        assertThat(answer.result()).isEqualTo(Acknowledgement.Result.REFUSED);
        assertThat(answer.reason()).contains("no live link");
        assertThat(requests).isEmpty();
    }

    @Test
    void anAnswerThatIsNoneLeavesItOpenWhetherItWasAcknowledged() {
        status = 500;
        body = "{\"error\":\"broken\"}";
        assertThat(acknowledge().reason())
                .isEqualTo("It is not known whether it was acknowledged: the relay answered 500");
        body = "<html>";
        assertThat(acknowledge().reason())
                .isEqualTo("It is not known whether it was acknowledged: the relay answered 500");
    }

    @Test
    void aReceiptIsSentOncePerTransitionAndOnlyOverALiveLink() throws InterruptedException {
        ShownReceipts receipts = new ShownReceipts(client, () -> "c1", () -> canAct);
        receipts.shown(Map.of("alarms:a", 1L));
        assertThat(requests.poll(10, TimeUnit.SECONDS))
                .isEqualTo("/api/shown {\"connectionId\":\"c1\",\"group\":\"alarms:a\",\"seq\":1}");
        receipts.shown(Map.of("alarms:a", 1L));
        canAct = false;
        receipts.shown(Map.of("alarms:a", 2L));
        canAct = true;
        receipts.shown(Map.of("alarms:a", 2L));
        receipts.shown(Map.of("alarms:a", 3L));
        assertThat(requests.poll(10, TimeUnit.SECONDS)).contains("\"seq\":3");
        assertThat(List.copyOf(requests)).isEmpty();
    }
}
