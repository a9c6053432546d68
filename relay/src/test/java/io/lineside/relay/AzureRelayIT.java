package io.lineside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.lineside.servicefake.ServiceFake;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The relay with Azure SignalR Service, as strict as it is. */
class AzureRelayIT extends RelayBehaviour {

    private final ServiceFake service;

    AzureRelayIT(@TempDir Path directory) throws Exception {
        ServiceFake started = ServiceFake.builder().start();
        super(
                directory,
                "azure-signalr: {connection-string: \"" + started.connectionString() + "\"}");
        service = started;
    }

    @Override
    void stopBackEnd() {
        service.close();
        assertThat(service.violations()).isEmpty();
    }
}
