package io.lineside.relay.doctor;

import io.lineside.relay.config.RelayConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that a connection string names.
 *
 * @param port 0 for the transport's own port
 * @param plain whether the server speaks without TLS, as an emulator does
 */
record Endpoint(String host, int port, boolean plain) {

    private static final Pattern FORM =
            Pattern.compile("(?i)(?:^|;)\\s*Endpoint\\s*=\\s*sb://([^;/:]+)(?::(\\d{1,5}))?");
    private static final Pattern PLAIN =
            Pattern.compile("(?i);\\s*UseDevelopmentEmulator\\s*=\\s*true");

    static Endpoint of(RelayConfig.Source source) {
        Matcher found = FORM.matcher(source.connectionString());
        if (!found.find()) {
            throw new IllegalArgumentException("the connection string has no Endpoint");
        }
        String port = found.group(2);
        return new Endpoint(
                found.group(1),
                port == null ? 0 : Integer.parseInt(port),
                PLAIN.matcher(source.connectionString()).find());
    }
}
