package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/** Takes the calls of methods that a hub does not name: for a hub that passes them on. */
@FunctionalInterface
public interface HubFallback {

    /**
     * @param caller the connection that calls
     * @return the result, anything Jackson can write; null is a result too
     * @throws HubException its text is sent to the client
     * @throws Exception anything else: the client is told that it failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, HubCall call) throws Exception;
}
