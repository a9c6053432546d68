package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.store.sqlite.StoreInspection;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the relay can listen, or runs already: a running relay is recognised by its store's
 * journal.
 */
final class PortChecks {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final Pattern EPOCH = Pattern.compile("\"epoch\"\\s*:\\s*\"([^\"]{1,64})\"");

    private final RelayConfig.Listen listen;
    private final ListenPort port;
    private final Path store;
    private boolean relayRuns;

    PortChecks(RelayConfig config) {
        this.listen = config.listen();
        this.port = new ListenPort(listen.host(), listen.port());
        this.store = config.store().toAbsolutePath().normalize();
    }

    Finding run() {
        if (listen.port() == 0) {
            return Finding.ok("port", "any free one is taken (listen.port: 0)");
        }
        IOException taken = port.taken();
        if (taken == null) {
            return Finding.ok("port", port + " is free");
        }
        URI address = listen.url(listen.port());
        if (start(address.resolve("/api/openapi.json")).contains("\"Lineside relay\"")) {
            return heldBy(address);
        }
        return Finding.wrong(
                "port",
                port + " cannot be taken: " + taken.getMessage(),
                "See who holds it ("
                        + port.holder()
                        + "), or set listen.host and listen.port otherwise.");
    }

    /** Whether {@link #run} found that this configuration's own relay runs. */
    boolean relayRuns() {
        return relayRuns;
    }

    private Finding heldBy(URI address) {
        Matcher epoch = EPOCH.matcher(start(address.resolve("/api/alarms/journal?limit=0")));
        Optional<String> own;
        try {
            // For a store that may not be looked at, notExists is false too: reading it then gives
            // the reason.
            own = Files.notExists(store) ? Optional.empty() : StoreInspection.journal(store);
        } catch (IOException e) {
            return unclear(store + " cannot be read: " + e.getMessage());
        }
        if (!epoch.find()) {
            return unclear("it does not tell its journal");
        }
        String running = epoch.group(1);
        if (own.isPresent() && own.get().equals(running)) {
            relayRuns = true;
            return Finding.ok(
                    "port", port + " is held by a relay that runs, on the store " + store);
        }
        return Finding.wrong(
                "port",
                port
                        + " is held by another relay: its journal is "
                        + running
                        + ", that of "
                        + store
                        + own.map(id -> " is " + id).orElse(" does not exist yet"),
                "Set listen.port otherwise, or stop that relay ("
                        + port.holder()
                        + " shows it). If it should be this one, it was started with another store.");
    }

    private Finding unclear(String why) {
        return Finding.warning(
                "port",
                port + " is held by a relay; whether it is this one cannot be told: " + why,
                "Run the doctor as root or as the relay's user.");
    }

    /** The first characters of an answer; empty when there is none. */
    private static String start(URI address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Connection", "close");
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(1_000), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "";
        }
    }
}
