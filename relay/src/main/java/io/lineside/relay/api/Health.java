package io.lineside.relay.api;

import io.lineside.model.SourceState;
import io.lineside.relay.plant.Plant;
import io.lineside.wire.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What {@code /health/live} and {@code /health/ready} say. */
final class Health {

    private final Plant plant;
    private final Supplier<@Nullable Delivery> delivery;
    private final Supplier<@Nullable String> unpublished;

    Health(
            Plant plant,
            Supplier<@Nullable Delivery> delivery,
            Supplier<@Nullable String> unpublished) {
        this.plant = plant;
        this.delivery = delivery;
        this.unpublished = unpublished;
    }

    /** What of the relay makes no progress; a restart may heal it. */
    List<String> stuck() {
        List<String> stuck = new ArrayList<>();
        String thread = plant.stuck();
        if (thread != null) {
            stuck.add(thread);
        }
        String lane = unpublished.get();
        if (lane != null) {
            stuck.add(lane);
        }
        return stuck;
    }

    /** Why what clients see may not be all there is. */
    List<String> notReady() {
        List<String> reasons = new ArrayList<>(stuck());
        // A plant thread that stands still knows nothing of the hub.
        if (plant.state() == SourceState.LOST && plant.stuck() == null) {
            reasons.add("there is no connection to the hub");
        }
        if (plant.state() == SourceState.CATCHING_UP) {
            reasons.add("old events are still being read");
        }
        if (!plant.journalled()) {
            reasons.add("the journal cannot be written");
        }
        Delivery told = delivery.get();
        if (told != null && !told.state().carries()) {
            reasons.add("delivery is " + told.state().word() + ": " + told.reason());
        }
        return reasons;
    }
}
