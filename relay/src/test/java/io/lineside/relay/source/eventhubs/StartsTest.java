package io.lineside.relay.source.eventhubs;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.eventhubs.models.EventPosition;
import io.lineside.core.source.Position;
import io.lineside.core.source.SourceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartsTest {

    private static final Instant FIRST = Instant.parse("2026-05-01T09:50:00Z");
    private static final Instant RECENT = FIRST.plusSeconds(60);

    @Test
    void aFirstStartReadsFromThatTime() {
        Starts starts = starts(Map.of());
        assertThat(starts.align(List.of(new HubPartition("0", 0, 99, RECENT, false)))).isEmpty();
        assertThat(starts.position("0")).isEqualTo(EventPosition.fromEnqueuedTime(FIRST));
    }

    @Test
    void aFirstStartPassesOverWhatIsOlder() {
        Starts starts = starts(Map.of());
        Instant old = FIRST.minusSeconds(1);
        assertThat(starts.align(List.of(new HubPartition("0", 0, 99, old, false))))
                .containsExactly(new SourceEvent.Moved("0", 99, 0, false));
        assertThat(starts.position("0")).isEqualTo(EventPosition.fromSequenceNumber(99));
    }

    @Test
    void anEmptyPartitionIsReadFromItsBeginning() {
        Starts starts = starts(Map.of());
        assertThat(starts.align(List.of(new HubPartition("0", -1, -1, Instant.EPOCH, true))))
                .containsExactly(new SourceEvent.Moved("0", -1, 0, false));
        assertThat(starts.position("0")).isEqualTo(EventPosition.earliest());
    }

    @Test
    void aStoredPositionGoesOnAfterIt() {
        Starts starts = starts(Map.of("0", new Position(0, 41, RECENT)));
        assertThat(starts.align(List.of(new HubPartition("0", 42, 99, RECENT, false)))).isEmpty();
        assertThat(starts.position("0")).isEqualTo(EventPosition.fromSequenceNumber(41));
    }

    @Test
    void whatTheHubNoLongerHasIsCounted() {
        Starts starts = starts(Map.of("0", new Position(0, 41, RECENT)));
        assertThat(starts.align(List.of(new HubPartition("0", 60, 99, RECENT, false))))
                .containsExactly(new SourceEvent.Moved("0", 59, 18, false));
        assertThat(starts.position("0")).isEqualTo(EventPosition.fromSequenceNumber(59));
        Starts gone = starts(Map.of("0", new Position(0, 41, RECENT)));
        assertThat(gone.align(List.of(new HubPartition("0", 60, 59, RECENT, true))))
                .containsExactly(new SourceEvent.Moved("0", 59, 18, false));
    }

    @Test
    void aHubThatStartedAgainIsReadFromItsBeginning() {
        Starts starts = starts(Map.of("0", new Position(0, 41, RECENT)));
        assertThat(starts.align(List.of(new HubPartition("0", 0, 7, RECENT, false))))
                .containsExactly(new SourceEvent.Moved("0", -1, 0, true));
        assertThat(starts.position("0")).isEqualTo(EventPosition.earliest());
    }

    private static Starts starts(Map<String, Position> stored) {
        return new Starts(new Progress(stored, () -> 0), FIRST);
    }
}
