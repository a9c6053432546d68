package io.lineside.relay.plant;

import io.lineside.model.AssetPath;
import io.lineside.model.SourceState;
import io.lineside.relay.latest.LatestTable;
import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmTransition;
import io.lineside.wire.AlarmView;
import io.lineside.wire.PlantView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The plant thread's doors for the rest of the relay. All methods are safe on any thread and do not
 * block, but where a future is returned and where the journal is read.
 */
public interface Plant {

    /** The latest values, as far as they are committed. */
    LatestTable latest();

    /** The plant in force, with the devices that appeared by themselves; immutable. */
    PlantView view();

    /** Whether what the relay tells is the present. */
    SourceState state();

    /** That the plant thread has not worked for too long, and how long; null: it works. */
    @Nullable String stuck();

    /** What the newest event took from being enqueued to arriving here, never negative. */
    Duration sourceLag();

    /** Whether everything told is in the journal. */
    boolean journalled();

    /** The journal's id; a restart does not change it. */
    String alarmEpoch();

    /** Every alarms group that ever had a transition, and its newest seq. */
    Map<String, Long> alarmHeads();

    /** Every alarm whose display state is not normal, the most urgent first. */
    List<AlarmView> alarms();

    /**
     * What happened to alarms, oldest first, read from the journal on the calling thread.
     *
     * @param alarmsGroup null for all groups
     * @param after the group's seq; for all groups how many transitions of the journal to pass over
     * @param limit at most so many
     */
    List<AlarmTransition> transitions(@Nullable String alarmsGroup, long after, int limit);

    /**
     * An operator acknowledges. The answer comes when it is in the journal, or when it is refused;
     * the future never completes exceptionally.
     *
     * @param user who, for the journal
     */
    CompletableFuture<Acknowledgement.Answer> acknowledge(Acknowledgement command, String user);

    /** What went through since the store was made; a restart does not lose or double a message. */
    Counters counters();

    /** The newest messages that could not be used. */
    RejectLog rejects();

    /** How the signals of each area are. */
    Map<AssetPath, AreaStats> areas();

    /** The listener is called on the plant thread after each commit and must not block. */
    void onCommit(CommitListener listener);
}
