package io.lineside.desktop.alarms;

import io.lineside.wire.Acknowledgement;
import io.lineside.wire.AlarmView;
import java.util.concurrent.CompletableFuture;

/** Sends an operator's acknowledgement. */
@FunctionalInterface
public interface Acknowledger {

    /** Completes on any thread, never exceptionally; refused at once where the link is not live. */
    CompletableFuture<Acknowledgement.Answer> acknowledge(AlarmView alarm);
}
