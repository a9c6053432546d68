package io.lineside.desktop.client;

import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an operator can do to the plant's alarms. Safe on any thread. */
public interface AlarmCommands {

    /**
     * Acknowledges one occurrence. Refused at once, with the reason, while the link is not live:
     * nothing is queued. Completes on any thread, never exceptionally.
     *
     * @param alarm the alarm as the operator saw it
     * @param comment what the operator wrote; null when nothing
     */
    CompletableFuture<Acknowledgement.Answer> acknowledge(
            AlarmView alarm, @Nullable String comment);
}
