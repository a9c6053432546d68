package io.lineside.servicefake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the data plane means: {@code /api/hubs/{hub}/…}, where names alternate with what
 * they name.
 *
 * @param name method and path below the hub, names replaced by stars; the bare path when it is no
 *     hub's
 * @param hub null when the path is no hub's
 * @param rest what stands behind the hub, decoded
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
            // A plus is a plus in a path; only URLDecoder takes it for a space.
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

    /** The group, user or connection that is named; null when none is. */
    @Nullable String named(String kind) {
        for (int i = 0; i + 1 < rest.size(); i += 2) {
            if (rest.get(i).equals(kind) && !rest.get(i + 1).startsWith(":")) {
                return rest.get(i + 1);
            }
        }
        return null;
    }

    /** As {@link #named}, where the operation's name says that there is one. */
    String of(String kind) {
        String found = named(kind);
        if (found == null) {
            throw new IllegalStateException(name + " names no " + kind);
        }
        return found;
    }
}
