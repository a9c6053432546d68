package io.lineside.relay.source.eventhubs;

import io.lineside.program.RootCause;
import io.lineside.relay.config.RelayConfig;
import io.lineside.relay.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Questions to the hub, as the relay asks it: whether address, key and hub name are right. */
public final class HubContact {

    private HubContact() {}

    /**
     * How many partitions the hub has. Takes up to a quarter of a minute. As with {@link
     * EventHubsSource}, the trusted certificates apply to the whole process.
     *
     * @throws IOException when the hub does not answer; the message is the reason, without secrets
     */
    public static int partitions(RelayConfig.Source config) throws IOException {
        return asked(config, probe -> probe.ask().size());
    }

    /**
     * Whether the hub has the consumer group and lets the relay read with it. A relay that reads
     * meanwhile is not disturbed; otherwise as {@link #partitions}.
     *
     * @throws IOException when the hub does not let the relay read; the message is the reason,
     *     without secrets
     */
    public static boolean hasConsumerGroup(RelayConfig.Source config) throws IOException {
        return asked(config, HubProbe::hasConsumerGroup);
    }

    private static <T> T asked(RelayConfig.Source config, Function<HubProbe, T> question)
            throws IOException {
        Path certificates = config.trustedCertificates();
        if (certificates != null) {
            SSLContext.setDefault(Trust.with(certificates));
        }
        try (HubProbe probe = new HubProbe(new HubClients(config))) {
            return question.apply(probe);
        } catch (RuntimeException e) {
            throw new IOException(
                    RootCause.of(e) instanceof TimeoutException
                            ? "no answer in time"
                            : EventHubsSource.reason(e),
                    e);
        }
    }
}
