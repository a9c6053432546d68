package io.lineside.devices.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a link has a connection, and why it has none. Safe on any thread. */
final class LinkStatus {

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    /** Done when the hub has accepted the device for the first time. */
    CompletableFuture<Void> firstConnection() {
        return first.copy();
    }

    /** Why there is no connection now; null when there is one, or none was tried yet. */
    @Nullable String trouble() {
        return trouble.get();
    }

    /** There is a connection; messages go over it from now on. */
    void noTrouble() {
        trouble.set(null);
    }

    /** The hub has accepted the device. */
    void connected() {
        first.complete(null);
    }

    /** Notes why there is no connection; false when that was the reason before. */
    boolean isNewTrouble(String reason) {
        return !reason.equals(trouble.getAndSet(reason));
    }
}
