package io.lineside.signalr;

import org.jspecify.annotations.Nullable;

/** Takes invocations of methods that a hub does not name: for a hub that passes them on. */
@FunctionalInterface
public interface HubFallback {

    /**
     * @param caller the connection of the client that calls
     * @return the result, anything Jackson can write; null is a result too
     * @throws HubException its message is sent to the client
     * @throws Exception any other failure: the client learns that the call failed, and no more
     */
    @Nullable Object invoke(HubConnection caller, HubCall call) throws Exception;
}
