package io.lineside.relay.ingest.eventhubs;

import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** One question to the hub, as the relay asks it: whether address, key and hub name are right. */
public final class HubContact {

    private HubContact() {}

    /**
     * How many partitions the hub has. Takes up to a quarter of a minute. As for {@link
     * EventHubsSource}, trusted certificates become the process's own.
     *
     * @throws IOException when it does not answer; the reason, without secrets
     */
    public static int partitions(RelayConfig.Source config) throws IOException {
        Path certificates = config.trustedCertificates();
        if (certificates != null) {
            SSLContext.setDefault(Trust.with(certificates));
        }
        try (HubProbe probe = new HubProbe(new HubClients(config))) {
            return probe.ask().size();
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new IOException(
                    root instanceof TimeoutException
                            ? "no answer in time"
                            : EventHubsSource.reason(e),
                    e);
        }
    }
}
