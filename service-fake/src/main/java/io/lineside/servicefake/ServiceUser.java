package io.lineside.servicefake;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.Principal;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The user that a client's token names.
 *
 * @param getName the user id; empty when the token has none
 * @param claims the claims for the upstream, in the service's form
 */
record ServiceUser(String getName, String claims) implements Principal {

    /** .NET's long names of claims by their short names, as recorded in calls of the upstream. */
    private static final Map<String, String> LONG =
            Map.of(
                    "role",
                    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
                    "nameid",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
                    "sub",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier");

    /** The claims with the user id: the SDK's own goes before the documented ones. */
    private static final List<String> USER = List.of("asrs.s.uid", "nameid", "sub");

    static ServiceUser of(JWTClaimsSet claims) {
        Map<String, Object> all = new TreeMap<>(claims.getClaims());
        String user =
                USER.stream()
                        .map(all::get)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst()
                        .orElse("");
        String told =
                all.entrySet().stream()
                        .map(
                                claim ->
                                        LONG.getOrDefault(claim.getKey(), claim.getKey())
                                                + ": "
                                                + text(claim.getValue()))
                        .collect(Collectors.joining(", "));
        return new ServiceUser(user, told);
    }

    private static String text(Object value) {
        return switch (value) {
            case Date date -> Long.toString(date.toInstant().getEpochSecond());
            case List<?> list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
