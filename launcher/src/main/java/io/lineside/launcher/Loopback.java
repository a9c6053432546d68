package io.lineside.launcher;

import io.lineside.program.FreePort;
import java.io.IOException;

/** Free ports on this computer's loopback addresses. */
final class Loopback {

    /** The only port that Azure's device SDK connects to. */
    static final int MQTT_PORT = 8883;

    private Loopback() {}

    /** The first loopback address, 127.0.0.1 before all others, whose port is free. */
    static String freeFor(int port) throws IOException {
        for (int last = 1; last < 255; last++) {
            String address = "127.0.0." + last;
            if (FreePort.isFree(address, port)) {
                return address;
            }
        }
        throw new IOException(
                "port "
                        + port
                        + " is taken on every loopback address tried, 127.0.0.1 to 127.0.0.254");
    }

    /** The preferred port on 127.0.0.1 where it is free, else any free one; 0 prefers none. */
    static int freePort(int preferred) throws IOException {
        if (preferred != 0 && FreePort.isFree("127.0.0.1", preferred)) {
            return preferred;
        }
        return FreePort.onLoopback();
    }
}
