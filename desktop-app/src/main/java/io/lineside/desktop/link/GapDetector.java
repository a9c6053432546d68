package io.lineside.desktop.link;

import io.lineside.wire.Cursor;
import io.lineside.wire.Groups;
import io.lineside.wire.Head;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The groups whose head is ahead of the client's cursor. A head may be ahead for a moment, since
 * heads and values come by different ways; a head that stays ahead means loss. For the link thread
 * alone.
 */
final class GapDetector {

    static final Duration PATIENCE = Duration.ofMillis(1_500);

    private record Behind(long seq, long since) {}

    private final Cursors cursors;
    private final Predicate<String> wanted;
    private final Map<String, Behind> behind = new HashMap<>();

    /**
     * @param wanted whether a values group is subscribed to, by its name
     */
    GapDetector(Cursors cursors, Predicate<String> wanted) {
        this.cursors = cursors;
        this.wanted = wanted;
    }

    /** Compares the heads the relay sent, its newest seqs, with the cursors. */
    void compare(List<Head> heads, String epoch, long now) {
        for (Head head : heads) {
            Cursor mine = cursors.of(head.group());
            if (mine == null) {
                if (head.group().startsWith(Groups.VALUES) && wanted.test(head.group())) {
                    behind.putIfAbsent(head.group(), new Behind(head.seq(), now));
                }
            } else if (!mine.epoch().equals(epoch) || mine.seq() < head.seq()) {
                behind.putIfAbsent(head.group(), new Behind(head.seq(), now));
            }
        }
    }

    /**
     * Whether a group has been behind for too long. Such groups are then forgotten, since the
     * recovery that follows brings them up.
     */
    boolean isOverdue(long now) {
        behind.entrySet().removeIf(each -> hasCaughtUp(cursors.of(each.getKey()), each.getValue()));
        return behind.values().removeIf(each -> now - each.since > PATIENCE.toNanos());
    }

    private static boolean hasCaughtUp(@Nullable Cursor mine, Behind behind) {
        return mine != null && mine.seq() >= behind.seq;
    }

    /** A recovery was answered: no group is behind. */
    void clear() {
        behind.clear();
    }
}
