package io.lineside.relay.http;

import io.lineside.core.engine.PlantStatus;
import io.lineside.model.SourceState;
import io.lineside.wire.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code /health/live} and {@code /health/ready} answer. */
final class Health {

    private final PlantStatus status;
    private final Supplier<@Nullable Delivery> delivery;
    private final Supplier<@Nullable String> unpublished;

    Health(
            PlantStatus status,
            Supplier<@Nullable Delivery> delivery,
            Supplier<@Nullable String> unpublished) {
        this.status = status;
        this.delivery = delivery;
        this.unpublished = unpublished;
    }

    /** The parts of the relay that make no progress; a restart may help. */
    List<String> stuck() {
        List<String> stuck = new ArrayList<>();
        String thread = status.stuck();
        if (thread != null) {
            stuck.add(thread);
        }
        String lane = unpublished.get();
        if (lane != null) {
            stuck.add(lane);
        }
        return stuck;
    }

    /** The reasons why clients may not see all that there is. */
    List<String> notReady() {
        List<String> reasons = new ArrayList<>(stuck());
        // A hub that looks lost may be there when the engine thread stands still.
        if (status.state() == SourceState.LOST && status.stuck() == null) {
            reasons.add("there is no connection to the hub");
        }
        if (status.state() == SourceState.CATCHING_UP) {
            reasons.add("old events are still being read");
        }
        if (!status.isJournalled()) {
            reasons.add("the journal cannot be written");
        }
        Delivery now = delivery.get();
        if (now != null && !now.state().carries()) {
            reasons.add("delivery is " + now.state().word() + ": " + now.reason());
        }
        return reasons;
    }
}
