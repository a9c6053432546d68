package io.lineside.servicefake;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How the service is to be, and its start; {@link ServiceFake#builder()} says what is left out.
 * Used by one thread.
 */
public final class ServiceFakeBuilder {

    /** Beside the checkout; the description is Microsoft's and not copied into it. */
    private static final Path DESCRIPTION =
            Path.of("..", "..", "shared", "data", "azure-signalr", "data-plane-2022-06-01.json");

    String hub = "lineside";
    @Nullable String upstream;
    Path description = DESCRIPTION;
    Clock clock = Clock.systemUTC();

    ServiceFakeBuilder() {}

    /** The only hub there is, in lower case. */
    public ServiceFakeBuilder hub(String name) {
        hub = name;
        return this;
    }

    /** See {@link ServiceFake#callUpstream}. */
    public ServiceFakeBuilder upstream(String template) {
        upstream = template;
        return this;
    }

    /** Microsoft's description of the data plane; nothing is held against it when absent. */
    public ServiceFakeBuilder description(Path file) {
        description = file;
        return this;
    }

    /** Wall time, for tokens and for the time to connect. */
    public ServiceFakeBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /**
     * Starts the service.
     *
     * @throws IOException when there is no port, or the description cannot be read
     */
    public ServiceFake start() throws IOException {
        try {
            return new ServiceFake(this);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the service fake does not start", e);
        }
    }
}
