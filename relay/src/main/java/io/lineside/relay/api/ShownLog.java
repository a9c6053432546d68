package io.lineside.relay.api;

import io.lineside.model.wire.Shown;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each workstation said it has put on screen, the newest per group. Bounded; safe on any
 * thread.
 */
public final class ShownLog {

    private static final int MOST = 10_000;

    private record Key(String connectionId, String group) {}

    private final Map<Key, Long> shown =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
                            return size() > MOST;
                        }
                    });

    void note(Shown receipt) {
        shown.merge(new Key(receipt.connectionId(), receipt.group()), receipt.seq(), Math::max);
    }

    /** The newest transition of the group that this connection has shown; 0 for none. */
    public long shown(String connectionId, String group) {
        return shown.getOrDefault(new Key(connectionId, group), 0L);
    }
}
