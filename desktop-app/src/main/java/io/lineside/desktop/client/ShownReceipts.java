package io.lineside.desktop.client;

import io.lineside.wire.Shown;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receipts for the relay: which alarm transitions this workstation has put on screen. Each is sent
 * once; one that is lost, or that falls into a time without a live link, is not sent again. FX
 * thread.
 */
public final class ShownReceipts {

    private final RelayClient client;
    private final Supplier<@Nullable String> connectionId;
    private final BooleanSupplier canAct;
    private final Map<String, Long> noted = new HashMap<>();

    /**
     * @param connectionId the SignalR connection's id; null while there is none
     * @param canAct whether a receipt can reach the relay
     */
    public ShownReceipts(
            RelayClient client, Supplier<@Nullable String> connectionId, BooleanSupplier canAct) {
        this.client = client;
        this.connectionId = connectionId;
        this.canAct = canAct;
    }

    /**
     * Sends a receipt for each group of which more is on screen than before.
     *
     * @param seqs the newest transition on screen, by alarms group
     */
    public void shown(Map<String, Long> seqs) {
        seqs.forEach(
                (group, seq) -> {
                    if (!seq.equals(noted.put(group, seq))) {
                        send(group, seq);
                    }
                });
    }

    private void send(String group, long seq) {
        String id = connectionId.get();
        if (id != null && canAct.getAsBoolean()) {
            CompletableFuture<?> unused =
                    client.post("/api/shown", new Shown(id, group, seq))
                            .exceptionally(error -> null);
        }
    }
}
