package io.lineside.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import io.javalin.Javalin;
import io.lineside.signalr.Hub;
import io.lineside.signalr.HubMethod;
import io.lineside.signalr.HubOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hub within a Javalin application, beside its routes. */
class JavalinIT {

    @Test
    void servesItsHubAndItsRoutes() throws Exception {
        HubMethod greet = (caller, names) -> "Hello, " + names.getFirst().stringValue();
        SignalRServer signalr =
                SignalRServer.create("/hub", HubOptions.defaults(), Hub.of(Map.of("Greet", greet)));
        Javalin app =
                Javalin.create(
                                config -> {
                                    config.startup.showJavalinBanner = false;
                                    config.jetty.modifyServer(
                                            server -> server.insertHandler(signalr.handler()));
                                    config.routes.get("/about", context -> context.result("hub"));
                                })
                        .start("127.0.0.1", 0);
        HubConnection client =
                HubConnectionBuilder.create("http://127.0.0.1:" + app.port() + "/hub").build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            client.start().blockingAwait();
            assertThat(client.invoke(String.class, "Greet", "Ada").blockingGet())
                    .isEqualTo("Hello, Ada");

            URI about = URI.create("http://127.0.0.1:" + app.port() + "/about");
            assertThat(
                            http.send(
                                            HttpRequest.newBuilder(about).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body())
                    .isEqualTo("hub");
            client.stop().blockingAwait();
        } finally {
            signalr.close();
            app.stop();
        }
    }
}
