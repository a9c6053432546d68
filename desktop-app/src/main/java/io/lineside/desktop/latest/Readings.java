package io.lineside.desktop.latest;

import io.lineside.model.SignalId;

/** Where screens look up what to show. Safe on any thread. */
@FunctionalInterface
public interface Readings {

    /** What to show of the signal now; never null. */
    Reading of(SignalId signal);

    /** The same readings, none of them vouched for. */
    default Readings unvouched() {
        return signal -> of(signal).unvouched();
    }
}
