package io.lineside.relay.broadcast.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.lineside.relay.config.AzureConnectionString;
import io.lineside.relay.config.AzureConnectionString.Identity;
import io.lineside.relay.config.RelayConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the tokens for the identity that the connection string names. */
final class Identities {

    private Identities() {}

    static TokenSource tokens(RelayConfig.AzureSignalR config, InstantSource clock) {
        return switch (config.connection().identity()) {
            case Identity.Key _ -> new KeyTokens(keys(config), clock);
            case Identity.Environment _ ->
                    entra(new DefaultAzureCredentialBuilder().build(), clock);
            case Identity.Managed(String clientId) -> {
                ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder();
                yield entra(
                        (clientId == null ? builder : builder.clientId(clientId)).build(), clock);
            }
            case Identity.Application application -> entra(application(application), clock);
        };
    }

    /** The configured access keys of the service, the key that is used first in front. */
    static List<String> keys(RelayConfig.AzureSignalR config) {
        List<String> keys = new ArrayList<>();
        if (config.connection().identity() instanceof Identity.Key(String first)) {
            keys.add(first);
        }
        AzureConnectionString secondary = config.secondary();
        if (secondary != null && secondary.identity() instanceof Identity.Key(String other)) {
            keys.add(other);
        }
        return keys;
    }

    private static TokenCredential application(Identity.Application application) {
        String secret = application.secret();
        if (secret != null) {
            return new ClientSecretCredentialBuilder()
                    .tenantId(application.tenantId())
                    .clientId(application.clientId())
                    .clientSecret(secret)
                    .build();
        }
        String certificate = application.certificate();
        if (certificate == null) {
            throw new IllegalArgumentException("an application has a secret or a certificate");
        }
        return new ClientCertificateCredentialBuilder()
                .tenantId(application.tenantId())
                .clientId(application.clientId())
                .pemCertificate(certificate)
                .build();
    }

    private static TokenSource entra(TokenCredential credential, InstantSource clock) {
        return new EntraTokens(credential, clock);
    }
}
