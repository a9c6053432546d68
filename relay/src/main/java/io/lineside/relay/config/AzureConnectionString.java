package io.lineside.relay.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A connection string of Azure SignalR Service, read by the rules of Microsoft's own SDK: {@code
 * Endpoint=https://…;AccessKey=…;Version=1.0;}, with Port, ClientEndpoint, ServerEndpoint, and
 * AuthType instead of the key.
 *
 * @param endpoint scheme, host and port; the audience of tokens is the endpoint without the port
 * @param clientEndpoint where clients are sent
 * @param serverEndpoint where the relay calls
 * @param identity how the relay authenticates
 */
public record AzureConnectionString(
        URI endpoint, URI clientEndpoint, URI serverEndpoint, Identity identity) {

    /** The fewest bytes of a key for HS256 (RFC 7518, 3.2). */
    private static final int SHORTEST_KEY = 32;

    private static final List<String> KNOWN =
            List.of(
                    "Endpoint",
                    "Port",
                    "AccessKey",
                    "Version",
                    "AuthType",
                    "ClientId",
                    "ClientSecret",
                    "ClientCert",
                    "TenantId",
                    "ClientEndpoint",
                    "ServerEndpoint");

    /** How the relay authenticates. */
    public sealed interface Identity {

        /** With one of the service's two access keys. */
        record Key(String accessKey) implements Identity {
            @Override
            public String toString() {
                return "Key[(secret)]";
            }
        }

        /** With the identity that Azure Identity finds on the computer and in its environment. */
        record Environment() implements Identity {}

        /**
         * With the managed identity of the machine in Azure.
         *
         * @param clientId of a user-assigned one; null for the system-assigned one
         */
        record Managed(@Nullable String clientId) implements Identity {}

        /**
         * As an application of Entra ID, which has a secret or a certificate.
         *
         * @param certificate PEM file with certificate and key
         */
        record Application(
                String tenantId,
                String clientId,
                @Nullable String secret,
                @Nullable String certificate)
                implements Identity {
            @Override
            public String toString() {
                return "Application[tenantId=" + tenantId + ", clientId=" + clientId + "]";
            }
        }
    }

    /**
     * Reads a connection string.
     *
     * @throws IllegalArgumentException when the text is no connection string; the message names
     *     what was expected and never contains a secret
     */
    public static AzureConnectionString parse(String text) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : text.split(";")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).trim();
            if (equals < 0 || KNOWN.stream().noneMatch(name::equalsIgnoreCase)) {
                throw wrong(
                        "Endpoint=https://…;AccessKey=…;Version=1.0; of these parts alone: "
                                + String.join(", ", KNOWN));
            }
            if (parts.put(name, part.substring(equals + 1).trim()) != null) {
                throw wrong("its part " + name + " once");
            }
        }
        if (!parts.getOrDefault("Version", "1.0").matches("1\\.\\d+")) {
            throw wrong("Version=1.0, the only one there is");
        }
        URI endpoint = address(parts, "Endpoint");
        if (endpoint == null) {
            throw wrong("a part Endpoint=https://…");
        }
        endpoint = withPort(endpoint, parts.get("Port"));
        URI clients = address(parts, "ClientEndpoint");
        URI servers = address(parts, "ServerEndpoint");
        return new AzureConnectionString(
                endpoint,
                clients == null ? endpoint : clients,
                servers == null ? endpoint : servers,
                identity(parts));
    }

    private static @Nullable URI address(Map<String, String> parts, String name) {
        String text = parts.get(name);
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text.replaceFirst("/+$", ""));
            boolean bare =
                    uri.getHost() != null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawUserInfo() == null;
            // Over plain HTTP, tokens and values would cross the network unencrypted.
            boolean safe =
                    "https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme())
                                    && RelayConfigReader.isLoopback(host(uri)));
            if (bare && safe) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw wrong(
                    "its " + name + " to be an address such as https://name.service.signalr.net");
        }
        throw wrong(
                "its "
                        + name
                        + " to be an address such as https://name.service.signalr.net, with nothing after the"
                        + " host (http on loopback alone)");
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        return host == null ? "" : host.replace("[", "").replace("]", "");
    }

    private static URI withPort(URI endpoint, @Nullable String port) {
        if (port == null) {
            return endpoint;
        }
        if (!port.matches("[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > 65_535) {
            throw wrong("its Port to be a number from 1 to 65535");
        }
        return URI.create(endpoint.getScheme() + "://" + endpoint.getHost() + ":" + port);
    }

    private static Identity identity(Map<String, String> parts) {
        String type = parts.get("AuthType");
        String key = parts.get("AccessKey");
        if (type == null) {
            if (key == null || key.isEmpty()) {
                throw wrong("a part AccessKey=…, or AuthType=azure for an identity of Entra ID");
            }
            if (key.getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY) {
                throw wrong("an AccessKey of at least " + SHORTEST_KEY + " characters");
            }
            return new Identity.Key(key);
        }
        if (key != null) {
            throw wrong("AccessKey or AuthType, not both");
        }
        String clientId = parts.get("ClientId");
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "azure", "aad" ->
                    parts.containsKey("TenantId")
                            ? application(parts)
                            : clientId == null
                                    ? new Identity.Environment()
                                    : new Identity.Managed(clientId);
            case "azure.msi" -> new Identity.Managed(clientId);
            case "azure.app" -> application(parts);
            case "azure.default" -> new Identity.Environment();
            default -> throw wrong("AuthType=azure, azure.msi, azure.app or azure.default");
        };
    }

    private static Identity application(Map<String, String> parts) {
        String tenant = parts.get("TenantId");
        String client = parts.get("ClientId");
        String secret = parts.get("ClientSecret");
        String certificate = parts.get("ClientCert");
        if (tenant == null || client == null || (secret == null) == (certificate == null)) {
            throw wrong(
                    "AuthType=azure.app;TenantId=…;ClientId=…; and ClientSecret=… or ClientCert=FILE");
        }
        return new Identity.Application(tenant, client, secret, certificate);
    }

    private static IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(expected);
    }
}
