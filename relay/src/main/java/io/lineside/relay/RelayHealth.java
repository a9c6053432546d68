package io.lineside.relay;

import io.lineside.core.engine.PlantEngine;
import io.lineside.model.SourceState;
import io.lineside.relay.publish.Publisher;
import io.lineside.relay.service.ServiceReports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The progress of the relay's parts, for the service manager. For the reporting thread alone. */
final class RelayHealth implements ServiceReports.Subject {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final PlantEngine engine;
    private final Publisher publisher;
    private final URI address;
    private final Duration patience;
    private long lastTurn;
    private long lastRound;

    /**
     * @param address where the relay listens, as an IP address
     * @param patience how long the web server may take for an answer
     */
    RelayHealth(PlantEngine engine, Publisher publisher, URI address, Duration patience) {
        this.engine = engine;
        this.publisher = publisher;
        this.address = address;
        this.patience = patience;
        this.lastTurn = engine.lastTurnNanos() - 1;
        this.lastRound = publisher.lastRoundNanos() - 1;
    }

    @Override
    public boolean reads() {
        return engine.state() != SourceState.LOST;
    }

    @Override
    public String status() {
        String hub =
                switch (engine.state()) {
                    case LIVE -> "live";
                    case CATCHING_UP -> "catching up";
                    case LOST -> "the hub is not reached";
                };
        String journal = engine.isJournalled() ? "" : "; the journal cannot be written";
        return "serving " + address + ", " + hub + journal;
    }

    @Override
    public @Nullable String stuck() {
        long turn = engine.lastTurnNanos();
        boolean turned = turn - lastTurn > 0;
        lastTurn = turn;
        long round = publisher.lastRoundNanos();
        boolean published = round - lastRound > 0;
        lastRound = round;
        if (!turned) {
            return "the plant thread makes no progress";
        }
        return published
                ? unanswered()
                : "the publish thread makes no progress: " + publisher.lagging();
    }

    /**
     * Makes a request that passes the web server's own selectors and threads, as a client's request
     * does.
     */
    private @Nullable String unanswered() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            address.resolve("/health/live").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200 ? null : "the web server answers " + status;
        } catch (IOException e) {
            return "the web server does not answer: " + e.getMessage();
        }
    }
}
