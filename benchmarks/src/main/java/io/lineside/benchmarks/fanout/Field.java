package io.lineside.benchmarks.fanout;

import io.lineside.benchmarks.fanout.Contender.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The servers of one comparison, all up at once. */
final class Field implements AutoCloseable {

    private final Map<Kind, Contender> servers = new EnumMap<>(Kind.class);

    private Field() {}

    static Field start(Set<Kind> kinds, Path peers, Path log, List<String> jvm)
            throws IOException, InterruptedException {
        Field field = new Field();
        try {
            for (Kind kind : kinds) {
                field.servers.put(kind, Contender.start(kind, peers, log, jvm));
            }
            return field;
        } catch (IOException | InterruptedException e) {
            field.close();
            throw e;
        }
    }

    /** In the order in which they take turns. */
    Set<Kind> kinds() {
        return servers.keySet();
    }

    Contender server(Kind kind) {
        return Objects.requireNonNull(servers.get(kind));
    }

    @Override
    public void close() {
        servers.values().forEach(Contender::close);
    }
}
