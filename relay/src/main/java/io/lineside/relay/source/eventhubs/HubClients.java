package io.lineside.relay.source.eventhubs;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.AmqpTransportType;
import com.azure.core.amqp.ProxyAuthenticationType;
import com.azure.core.amqp.ProxyOptions;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.EventProcessorClientBuilder;
import io.lineside.relay.config.RelayConfig;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;

/** Makes Azure's clients, tuned to notice a loss and to come back within seconds. */
final class HubClients {

    private final RelayConfig.Source config;

    HubClients(RelayConfig.Source config) {
        this.config = config;
    }

    /**
     * A client to ask the hub with. The client does not retry: the caller asks again by itself, and
     * needs the reason of a failure. A retry of the SDK would wait four seconds and the given
     * delay, and where that is more than the longest delay, fail by itself with an error of its
     * own.
     */
    EventHubConsumerAsyncClient asking() {
        EventHubClientBuilder builder =
                new EventHubClientBuilder()
                        .consumerGroup(config.consumerGroup())
                        .transportType(transport())
                        .proxyOptions(proxy())
                        .retryOptions(retries(0, Duration.ofSeconds(10)));
        String eventHub = config.eventHub();
        return (eventHub == null
                        ? builder.connectionString(config.connectionString())
                        : builder.connectionString(config.connectionString(), eventHub))
                .buildAsyncConsumerClient();
    }

    /** A processor that claims all partitions at once and soon claims a lost one again. */
    EventProcessorClientBuilder reading() {
        EventProcessorClientBuilder builder =
                new EventProcessorClientBuilder()
                        .consumerGroup(config.consumerGroup())
                        .transportType(transport())
                        .proxyOptions(proxy())
                        .retryOptions(retries(3, Duration.ofSeconds(5)))
                        .loadBalancingUpdateInterval(Duration.ofSeconds(1))
                        .partitionOwnershipExpirationInterval(Duration.ofSeconds(5));
        String eventHub = config.eventHub();
        return eventHub == null
                ? builder.connectionString(config.connectionString())
                : builder.connectionString(config.connectionString(), eventHub);
    }

    private AmqpTransportType transport() {
        return switch (config.transport()) {
            case AMQP -> AmqpTransportType.AMQP;
            case WEBSOCKETS -> AmqpTransportType.AMQP_WEB_SOCKETS;
        };
    }

    private ProxyOptions proxy() {
        RelayConfig.Proxy proxy = config.proxy();
        if (proxy == null) {
            // Set though it is the default: without it, Azure's client looks for HTTP_PROXY in the
            // environment, and refuses to start when it finds a proxy that AMQP cannot use.
            return ProxyOptions.SYSTEM_DEFAULTS;
        }
        return new ProxyOptions(
                proxy.user() == null ? ProxyAuthenticationType.NONE : ProxyAuthenticationType.BASIC,
                new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())),
                proxy.user(),
                proxy.password());
    }

    private static AmqpRetryOptions retries(int count, Duration tryTimeout) {
        return new AmqpRetryOptions()
                .setMode(AmqpRetryMode.EXPONENTIAL)
                .setDelay(Duration.ofMillis(200))
                .setMaxDelay(Duration.ofSeconds(1))
                .setMaxRetries(count)
                .setTryTimeout(tryTimeout);
    }
}
