package io.lineside.desktop.map;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The world's outlines, read once for all maps of the process. Any thread. */
public final class WorldOutlines {

    private static final Logger LOG = LoggerFactory.getLogger(WorldOutlines.class);
    private static final AtomicBoolean LOADING = new AtomicBoolean();
    private static volatile WorldMap world = WorldMap.EMPTY;

    private WorldOutlines() {}

    /** Reads the outlines, on a thread of their own, unless that has begun. */
    public static void load() {
        if (LOADING.getAndSet(true)) {
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name("map-load")
                .start(
                        () -> {
                            try {
                                world = WorldMap.load();
                            } catch (IOException | RuntimeException e) {
                                LOG.error("the map stays without outlines", e);
                            }
                        });
    }

    /** Whether the outlines are there. */
    public static boolean isLoaded() {
        return world != WorldMap.EMPTY;
    }

    /** The outlines; a world of water until they are read. */
    static WorldMap current() {
        return world;
    }
}
