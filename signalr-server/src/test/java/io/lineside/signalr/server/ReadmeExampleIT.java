package io.lineside.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class ReadmeExampleIT {

    @Test
    void isWhatTheReadmeShows() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String source =
                Files.readString(
                        Path.of("src/test/java/io/lineside/signalr/server/ReadmeExample.java"));

        String shown = between(readme, "```java\n", "```");
        String run = between(source, "// begin\n", "\n        // end").stripIndent();
        assertThat(shown).isEqualToNormalizingNewlines(run.replace("port", "8080") + "\n");
    }

    @Test
    void greetsAndTellsTheNews() throws Exception {
        ReadmeExample.Running example = ReadmeExample.start(0);
        try {
            int port = ((ServerConnector) example.server().getConnectors()[0]).getLocalPort();
            BlockingQueue<String> news = new LinkedBlockingQueue<>();
            HubConnection client =
                    HubConnectionBuilder.create("http://127.0.0.1:" + port + "/hub").build();
            client.on("news", news::add, String.class);
            client.start().blockingAwait();

            assertThat(client.invoke(String.class, "Greet", "Ada").blockingGet())
                    .isEqualTo("Hello, Ada");
            example.signalr().broadcaster().toAll("news", "still up");
            assertThat(news.poll(30, TimeUnit.SECONDS)).isEqualTo("still up");
            client.stop().blockingAwait();
        } finally {
            example.signalr().close();
            example.server().stop();
        }
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
