package io.lineside.servicefake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operation that a path of the data plane stands for: {@code /api/hubs/{hub}/…}, where kinds
 * alternate with names.
 *
 * @param name method and path below the hub, with stars for names; the bare path when it has no hub
 * @param hub null when the path has no hub
 * @param rest the parts of the path after the hub, decoded
 */
record Operation(String name, @Nullable String hub, List<String> rest) {

    private static final String ROOT = "/api/hubs/";

    static Operation of(RestRequest request) {
        String path = request.path();
        if (!path.startsWith(ROOT)) {
            return new Operation(request.method() + " " + path, null, List.of());
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.substring(ROOT.length()).split("/", -1)) {
            // In a path a plus is a plus; only URLDecoder takes it for a space.
            parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        String hub = parts.removeFirst();
        List<String> words = new ArrayList<>(parts);
        for (int i = 1; i < words.size(); i += 2) {
            words.set(i, "*");
        }
        return new Operation(
                request.method() + " " + String.join("/", words), hub, List.copyOf(parts));
    }

    /** The name of the group, user or connection; null when the path has none. */
    @Nullable String named(String kind) {
        for (int i = 0; i + 1 < rest.size(); i += 2) {
            if (rest.get(i).equals(kind) && !rest.get(i + 1).startsWith(":")) {
                return rest.get(i + 1);
            }
        }
        return null;
    }

    /** As {@link #named}, for an operation whose path always has one. */
    String of(String kind) {
        String found = named(kind);
        if (found == null) {
            throw new IllegalStateException(name + " names no " + kind);
        }
        return found;
    }
}
